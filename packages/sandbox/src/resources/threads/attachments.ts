import type { JsonObject } from "../../description/openapi.ts";
import { invalidParameter } from "../../engine/errors.ts";

/** A file in base64. */
export interface AttachmentFile {
  readonly content_type?: string;
  readonly data?: string;
  readonly name?: string;
}

/** The files of a message. If files are sent, URLs are ignored. */
export function attachmentsOf(input: {
  readonly attachment_urls?: readonly string[];
  readonly attachment_files?: readonly AttachmentFile[];
}): JsonObject[] {
  const { attachment_files: files, attachment_urls: urls = [] } = input;
  if (files && files.length > 0) return files.map(uploaded);
  return urls.map((url) => attachment(lastOf(url), url, typeOf(url), 0));
}

function uploaded({ name = "file", content_type, data = "" }: AttachmentFile): JsonObject {
  if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(data)) {
    throw invalidParameter("data must be in base64", "attachment_files");
  }
  const size = Math.floor((data.replace(/[\s=]/g, "").length * 3) / 4);
  const url = `https://downloads.intercomcdn.com/${encodeURIComponent(name)}`;
  return attachment(name, url, content_type ?? typeOf(name), size);
}

/** Sizes are strings; width and height are "0" for files that are not pictures. */
function attachment(name: string, url: string, content_type: string, size: number): JsonObject {
  const filesize = String(size);
  return { type: "upload", name, url, content_type, filesize, width: "0", height: "0" };
}

function lastOf(url: string): string {
  return new URL(url, "https://downloads.intercomcdn.com").pathname.split("/").at(-1) || "file";
}

const types: Readonly<Record<string, string>> = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  pdf: "application/pdf",
  txt: "text/plain",
};

function typeOf(name: string): string {
  return types[lastOf(name).split(".").at(-1)?.toLowerCase() ?? ""] ?? "application/octet-stream";
}

import { ConfigError } from "@interkit/core";
import { describeKind } from "../checks/options.ts";
import { mediaTypeOf } from "./media-type.ts";

/** A `Blob`, or a `File`, which has a name, of whichever implementation. */
export interface AttachmentBlob {
  /** The bytes that it has. */
  readonly size: number;
  /** The media type; empty when it is not known. */
  readonly type: string;
  /** The name of a `File`. */
  readonly name?: string | undefined;
  /** Reads the bytes. */
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** The bytes of a file to attach: the path of a file on Node, a `Blob`, or bytes. */
export type AttachmentData = string | AttachmentBlob | ArrayBuffer | Uint8Array;

/** A file to attach, with a name and a type of its own. */
export interface NamedAttachment {
  /** The name that people see. Left out, it is that of the file. */
  readonly name?: string | undefined;
  /** The bytes, or the path of a file on Node. */
  readonly data: AttachmentData;
  /** The media type. Left out, it is that of the `Blob`, or else that of the end of the name. */
  readonly content_type?: string | undefined;
}

/** What can be attached: the path of a file on Node, a `File`, or bytes with a name. */
export type AttachmentSource = string | AttachmentBlob | NamedAttachment;

/** The file that a source has. */
export interface ReadAttachment {
  readonly name: string;
  readonly content_type: string;
  readonly bytes: Uint8Array;
}

/** @throws {ConfigError} for what is no file, a file that cannot be read, and more bytes than allowed. */
export async function readSource(
  call: string,
  source: AttachmentSource,
  maxBytes: number,
): Promise<ReadAttachment> {
  const given: NamedAttachment = isNamed(source) ? source : { data: source };
  const { data } = given;
  const read = typeof data === "string" ? await readPath(call, data, maxBytes) : undefined;
  const blob = isBlob(data) ? data : undefined;
  const name = given.name ?? read?.name ?? blob?.name;
  const bytes = blob ? undefined : (read?.bytes ?? bytesOf(call, data));
  if (typeof name !== "string" || name === "") {
    throw new ConfigError(`${call} needs a name for bytes: give { name, data }`);
  }
  checkSize(call, name, blob?.size ?? bytes?.length ?? 0, maxBytes);
  return {
    name,
    content_type: given.content_type || blob?.type || mediaTypeOf(name),
    bytes: blob ? await readBlob(call, name, blob) : (bytes ?? new Uint8Array()),
  };
}

/** The file of a Blob may be gone, or have changed since. */
async function readBlob(call: string, name: string, blob: AttachmentBlob): Promise<Uint8Array> {
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch (cause) {
    throw new ConfigError(`${call} cannot read ${name}: its Blob could not be read`, { cause });
  }
}

function isNamed(source: unknown): source is NamedAttachment {
  return typeof source === "object" && source !== null && "data" in source;
}

function isBlob(data: unknown): data is AttachmentBlob {
  const { arrayBuffer, size } = (data ?? {}) as Partial<AttachmentBlob>;
  return typeof arrayBuffer === "function" && typeof size === "number";
}

function bytesOf(call: string, data: unknown): Uint8Array {
  if (data instanceof Uint8Array) return data;
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  throw new ConfigError(
    `${call} attaches paths, Blobs and bytes, and got ${describeKind(data)}: give a path, a Blob, or { name, data }`,
  );
}

function checkSize(call: string, name: string, size: number, maxBytes: number): void {
  if (size <= maxBytes) return;
  throw new ConfigError(`${call}: with ${name}, the files have more than "maxBytes" in all`);
}

async function readPath(
  call: string,
  file: string,
  maxBytes: number,
): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
  const { readFile }: Partial<typeof import("#read-file")> = await import("#read-file");
  if (readFile === undefined) {
    throw new ConfigError(
      `${call} reads paths on Node alone. Here, give a Blob, or { name, data }`,
    );
  }
  try {
    return await readFile(file, maxBytes);
  } catch (cause) {
    if (cause instanceof RangeError) checkSize(call, file, Number.POSITIVE_INFINITY, maxBytes);
    const { code = "unknown error" } = cause as { readonly code?: string };
    throw new ConfigError(`${call} cannot read ${file} (${code})`, { cause });
  }
}

import { ConfigError } from "@interkit/core";
import { toBase64 } from "../attachments/base64.ts";
import { type AttachmentSource, readSource } from "../attachments/read-source.ts";
import { checkOptionNames, describeKind } from "../checks/options.ts";

export type {
  AttachmentBlob,
  AttachmentData,
  AttachmentSource,
  NamedAttachment,
} from "../attachments/read-source.ts";

/** A file as the API takes it in `attachment_files`. */
export interface AttachmentFile {
  /** The name that people see. */
  name: string;
  /** The media type. */
  content_type: string;
  /** The bytes in base64. */
  data: string;
}

/** The options of `attachmentFiles`. */
export interface AttachmentFilesOptions {
  /**
   * The maximum bytes of all files together; 100,000,000 by default, the size that Intercom states for one
   * attachment of its Messenger. It states none for its API.
   */
  readonly maxBytes?: number | undefined;
}

const call = "attachmentFiles";
const maxFiles = 10;
const defaultMaxBytes = 100_000_000;

/**
 * Reads files into the form of `attachment_files`, for replies to conversations in every version, and to
 * tickets from version 2.16 on. Where a request has `attachment_files`, Intercom ignores its
 * `attachment_urls`.
 *
 * @param files paths of files on Node, `File`s, or bytes with a name; ten at most, as the API accepts.
 * @throws {ConfigError} for more files or bytes than allowed, and for a file that cannot be read.
 * @see https://developers.intercom.com/docs/references/rest-api/api.intercom.io/conversations/replyconversation
 *
 * @example
 * ```ts
 * import { createIntercom } from "@interkit/client/2.16";
 * import { attachmentFiles } from "@interkit/client/helpers/attachment-files";
 *
 * const intercom = createIntercom({ token: process.env["INTERCOM_TOKEN"] ?? "" });
 * await intercom.conversations.reply("147", {
 *   message_type: "comment",
 *   type: "admin",
 *   admin_id: "814860",
 *   body: "The invoice, and what it is made of:",
 *   attachment_files: await attachmentFiles([
 *     "invoices/4711.pdf",
 *     { name: "items.csv", data: new TextEncoder().encode("item,price\nbook,12\n") },
 *   ]),
 * });
 * ```
 */
export async function attachmentFiles(
  files: readonly AttachmentSource[],
  options: AttachmentFilesOptions = {},
): Promise<AttachmentFile[]> {
  checkOptionNames(call, options, ["maxBytes"]);
  const { maxBytes = defaultMaxBytes } = options;
  if (typeof maxBytes !== "number" || !(maxBytes > 0)) {
    throw new ConfigError(`The option "maxBytes" of ${call} must be a number of bytes`);
  }
  if (!Array.isArray(files)) {
    throw new ConfigError(`${call} needs a list of files, and got ${describeKind(files)}`);
  }
  if (files.length > maxFiles) {
    throw new ConfigError(
      `${call} got ${files.length} files; a message may have ${maxFiles}: send the others with another one`,
    );
  }
  const read: AttachmentFile[] = [];
  let left = maxBytes;
  for (const file of files as readonly AttachmentSource[]) {
    const { name, content_type, bytes } = await readSource(call, file, left);
    left -= bytes.length;
    read.push({ name, content_type, data: toBase64(bytes) });
  }
  return read;
}

import { createHash, randomBytes } from "node:crypto";
import { truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import { createIntercom } from "@interkit/client/2.16";
import {
  type AttachmentFilesOptions,
  type AttachmentSource,
  attachmentFiles,
} from "@interkit/client/helpers/attachment-files";
import { ConfigError } from "@interkit/core";
import { createSandbox } from "@interkit/sandbox";
import { expect, test } from "vitest";
import { createFolder } from "../support/downloads.ts";

const digest = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const decode = (data: string | undefined) => Buffer.from(data ?? "", "base64");

test("paths, Files and bytes are attached to a reply", async () => {
  const sandbox = createSandbox();
  const intercom = createIntercom({ token: "any", fetch: sandbox.fetch });
  const contact = sandbox.seed.contact({ email: "ada@example.com" });
  const { id } = sandbox.seed.conversation({ contact_ids: [contact.id] });
  const invoice = path.join(await createFolder(), "Invoice 4711.PDF");
  await writeFile(invoice, "%PDF");
  const conversation = await intercom.conversations.reply(id, {
    message_type: "comment",
    type: "user",
    intercom_user_id: contact.id,
    body: "Here they are",
    attachment_files: await attachmentFiles([
      invoice,
      new File(["a,b"], "items.csv", { type: "text/csv" }),
      { name: "hello.txt", data: new TextEncoder().encode("Hello, Ada") },
    ]),
  });
  const { attachments } = conversation.conversation_parts?.conversation_parts.at(-1) ?? {};
  expect(attachments).toMatchObject([
    { name: "Invoice 4711.PDF", content_type: "application/pdf", filesize: "4" },
    { name: "items.csv", content_type: "text/csv", filesize: "3" },
    { name: "hello.txt", content_type: "text/plain", filesize: "10" },
  ]);
});

test("the bytes of a large file are the same after base64", async () => {
  const bytes = randomBytes(1_000_001);
  const file = path.join(await createFolder(), "noise");
  await writeFile(file, bytes);
  const read = await attachmentFiles([
    file,
    new File([bytes], "noise.bin"),
    { name: "a.bin", data: bytes },
    { name: "b.bin", data: new Uint8Array(bytes).buffer },
    { name: "part.bin", data: bytes.subarray(7, 100) },
  ]);
  const whole = digest(bytes);
  expect(read.map(({ data }) => digest(decode(data)))).toEqual([
    ...Array.from({ length: 4 }, () => whole),
    digest(bytes.subarray(7, 100)),
  ]);
  expect(read[0]).toMatchObject({ name: "noise", content_type: "application/octet-stream" });
});

test("a name and a type that are given replace those of the file", async () => {
  const file = path.join(await createFolder(), "tmp1234");
  await writeFile(file, "{}");
  const [first, second] = await attachmentFiles([
    { name: "report.json", data: file },
    { name: "page", data: new Blob(["<p>"], { type: "text/html" }), content_type: "text/plain" },
  ]);
  expect(first).toEqual({ name: "report.json", content_type: "application/json", data: "e30=" });
  expect(second).toMatchObject({ name: "page", content_type: "text/plain" });
});

test("more bytes than allowed in all are refused, those of a path before they are read", async () => {
  const file = path.join(await createFolder(), "large.bin");
  await writeFile(file, "");
  // It has no blocks on the disk, and could not be read into memory.
  await truncate(file, 2 ** 40);
  await expect(attachmentFiles([file])).rejects.toThrow(/large.bin, the files have more than "max/);
  const two = [new File(["12345"], "a"), new File(["12345"], "b")];
  await expect(attachmentFiles(two, { maxBytes: 9 })).rejects.toThrow(/with b, the files/);
  expect(await attachmentFiles(two, { maxBytes: 10 })).toHaveLength(2);
});

test.skipIf(process.platform === "win32")(
  "a path with more bytes than its size states is refused",
  async () => {
    // A device has the size 0.
    await expect(attachmentFiles(["/dev/zero"], { maxBytes: 1_000 })).rejects.toThrow(
      /more than "maxBytes" in all/,
    );
  },
);

test.each<[string, unknown, unknown, RegExp]>([
  ["eleven files", Array.from({ length: 11 }, () => "x.txt"), {}, /got 11 files.*may have 10/],
  ["a missing file", ["/nowhere/x.txt"], {}, /cannot read \/nowhere\/x.txt \(ENOENT\)/],
  ["a folder", ["/"], {}, /cannot read \/ \(EISDIR\)/],
  ["bytes without a name", [new Uint8Array(1)], {}, /needs a name for bytes/],
  ["a Blob without a name", [new Blob(["x"])], {}, /needs a name for bytes/],
  ["what is no file", [{ name: "a", data: 7 }], {}, /attaches paths.*got a value of type number/],
  [
    "a Blob whose file is gone",
    [{ name: "a", data: { size: 1, type: "", arrayBuffer: () => Promise.reject(new Error()) } }],
    ...([{}, /cannot read a: its Blob could not be read/] as const),
  ],
  ["no list", "x.txt", {}, /needs a list of files, and got a value of type string/],
  ["an unknown option", [], { max: 1 }, /no option "max", only maxBytes/],
  ["an invalid option", [], { maxBytes: "1" }, /"maxBytes" .* must be a number of bytes/],
])("%s is refused", async (_, files, options, message) => {
  const run = attachmentFiles(files as AttachmentSource[], options as AttachmentFilesOptions);
  await expect(run).rejects.toThrow(ConfigError);
  await expect(run).rejects.toThrow(message);
});

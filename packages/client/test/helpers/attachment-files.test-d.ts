import type { Intercom as Old } from "@interkit/client/2.7";
import type { Intercom as Fifteenth } from "@interkit/client/2.15";
import type { Intercom } from "@interkit/client/2.16";
import { attachmentFiles } from "@interkit/client/helpers/attachment-files";
import type { Intercom as Preview } from "@interkit/client/preview";
import { test } from "vitest";

declare const old: Old;
declare const fifteenth: Fifteenth;
declare const intercom: Intercom;
declare const preview: Preview;

test("the files are those of replies in every version", async () => {
  const attachment_files = await attachmentFiles(["a.pdf", new File([], "b.txt")]);
  const reply = {
    message_type: "comment",
    type: "user",
    intercom_user_id: "63a07ddf05a32042dffac965",
    body: "Here they are",
    attachment_files,
  } as const;
  old.conversations.reply("1", reply);
  intercom.conversations.reply("1", reply);
  preview.conversations.reply("1", reply);
});

test("replies to tickets have files from version 2.16 on", async () => {
  const attachment_files = await attachmentFiles([{ name: "a", data: new Uint8Array() }]);
  const reply = { message_type: "comment", type: "admin", admin_id: "1", body: "Here" } as const;
  intercom.tickets.reply("1", { ...reply, attachment_files });
  preview.tickets.reply("1", { ...reply, attachment_files });
  // @ts-expect-error version 2.15 has URLs alone
  fifteenth.tickets.reply("1", { ...reply, attachment_files });
});

test("what is no file does not compile", () => {
  // @ts-expect-error a number
  attachmentFiles([1]);
  // @ts-expect-error the bytes are missing
  attachmentFiles([{ name: "a.txt" }]);
});

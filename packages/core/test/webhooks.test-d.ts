import type { ContactItem, ConversationItem, Notification, webhooks } from "@interkit/core/2.16";
import type { webhooks as preview } from "@interkit/core/preview";
import { expectTypeOf, test } from "vitest";

test("each topic has the type of its item, which is not that of the API", () => {
  expectTypeOf<webhooks["contact.user.created"]>().toEqualTypeOf<ContactItem>();
  expectTypeOf<webhooks["conversation.admin.replied"]>().toEqualTypeOf<ConversationItem>();
  expectTypeOf<ContactItem["created_at"]>().toEqualTypeOf<string>();
  expectTypeOf<ConversationItem["created_at"]>().toEqualTypeOf<number>();
  expectTypeOf<Notification["id"]>().toEqualTypeOf<string | null>();
});

test("a topic is there in its versions alone", () => {
  expectTypeOf<"audience.created">().toExtend<keyof preview>();
  // @ts-expect-error the topic came with Preview
  type _Missing = webhooks["audience.created"];
});

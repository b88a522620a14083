import type { ContactItem, ConversationItem, webhooks as old } from "@interkit/core/2.11";
import type { webhooks as preview } from "@interkit/core/preview";
import { createWebhooks, type WebhookEvent } from "@interkit/webhooks";
import { expectTypeOf, test } from "vitest";

const webhooks = createWebhooks({ secret: "secret" });

test("a handler gets the item of its topic", () => {
  webhooks.on("contact.user.created", (event) => {
    expectTypeOf(event.topic).toEqualTypeOf<"contact.user.created">();
    expectTypeOf(event.data.item.created_at).toEqualTypeOf<string>();
    expectTypeOf(event.created_at).toEqualTypeOf<number>();
  });
});

test("a handler of a group gets one of its topics, and narrows by topic", () => {
  webhooks.on("contact.user.*", (event) => {
    expectTypeOf(event.topic).toEqualTypeOf<
      | "contact.user.created"
      | "contact.user.updated"
      | "contact.user.tag.created"
      | "contact.user.tag.deleted"
    >();
    if (event.topic === "contact.user.tag.created") {
      expectTypeOf(event.data.item.type).toEqualTypeOf<"contact_tag">();
    }
  });
  webhooks.on("*", (event) => expectTypeOf(event).toEqualTypeOf<WebhookEvent>());
  webhooks.otherwise((event) => expectTypeOf(event.topic).toEqualTypeOf<string>());
});

test("a handler that is declared elsewhere names its topic", () => {
  const created = ({ data }: WebhookEvent<"contact.user.created">) => data.item.created_at;
  expectTypeOf(created).returns.toEqualTypeOf<string>();
  expectTypeOf(webhooks.on<"contact.user.created">).toBeCallableWith(
    "contact.user.created",
    created,
  );
  // @ts-expect-error a handler of another topic
  webhooks.on("company.created", created);
  expectTypeOf<WebhookEvent<"a.new.topic">["data"]["item"]>().toBeUnknown();
});

test("a topic or group that does not exist does not compile", () => {
  // @ts-expect-error a typo
  webhooks.on("contact.user.create", () => undefined);
  // @ts-expect-error there is no such group
  webhooks.on("contacts.*", () => undefined);
  // @ts-expect-error the topic came with Preview
  webhooks.on("audience.created", () => undefined);
});

test("another version has its own topics and items", () => {
  createWebhooks<preview>({ secret: "secret" }).on("audience.created", (event) =>
    expectTypeOf(event.data.item.name).toEqualTypeOf<string>(),
  );
  createWebhooks<old>({ secret: "secret" })
    .on("contact.user.created", (event) =>
      expectTypeOf(event.data.item).toEqualTypeOf<ContactItem>(),
    )
    .on("conversation.read", (event) =>
      expectTypeOf(event.data.item).toEqualTypeOf<ConversationItem>(),
    );
});

test("fetch is what platforms take, whatever they give beside a request", () => {
  type Handler<Beside> = (request: Request, beside: Beside) => Response | Promise<Response>;
  const deno: Handler<{ readonly remoteAddr: { readonly port: number } }> = webhooks.fetch;
  const worker: Handler<{ readonly KV: string }> = webhooks.fetch;
  const route: Handler<{ readonly params: Promise<object> }> = webhooks.fetch;
  expectTypeOf([deno, worker, route]).items.toBeFunction();
  const later = (work: Promise<unknown>) => void work;
  webhooks.fetch(new Request("https://example.com"), { waitUntil: later });
});

import { createSandbox, type Sandbox, type SandboxServer } from "@interkit/sandbox";
import { expectTypeOf, test } from "vitest";

test("a sandbox's fetch is assignable to fetch", () => {
  expectTypeOf(createSandbox).returns.toEqualTypeOf<Sandbox>();
  expectTypeOf<Sandbox["fetch"]>().toExtend<typeof globalThis.fetch>();
  expectTypeOf<Sandbox["fetch"]>().toExtend<(request: Request) => Promise<Response>>();
  expectTypeOf<Sandbox["listen"]>().returns.resolves.toEqualTypeOf<SandboxServer>();
});

test("options are checked", () => {
  createSandbox({ token: ["one", "two"], defaultVersion: "Preview", clock: () => 0 });
  // @ts-expect-error there is no such version
  createSandbox({ defaultVersion: "9.9" });
  // @ts-expect-error the limit is per minute
  createSandbox({ rateLimit: 100 });
});

test("seeds have the types of responses", () => {
  const { seed } = createSandbox();
  expectTypeOf(seed.contact({ role: "lead" }).id).toEqualTypeOf<string>();
  // @ts-expect-error a contact is a user or a lead
  seed.contact({ role: "visitor" });
  // @ts-expect-error ids are generated
  seed.tag({ id: "1" });
});

test("topics of webhooks are checked", () => {
  const { webhooks } = createSandbox();
  const target = { url: "http://127.0.0.1:3000/", secret: "client secret" };
  webhooks.add({ ...target, topics: ["contact.user.created", "conversation.*", "*"] });
  // @ts-expect-error there is no such topic
  webhooks.add({ ...target, topics: ["contact.user.create"] });
  const [delivery] = webhooks.deliveries();
  expectTypeOf(delivery?.body.data.item).toEqualTypeOf<unknown>();
});

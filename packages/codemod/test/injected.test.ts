import { expect, test } from "vitest";
import { rewritten } from "./support/rewritten.ts";

const reason =
  "// TODO(interkit): The class of the client is the token here, and `Intercom` is a type";

test.each([
  [
    "a constructor",
    "@Injectable()\nclass People {\nconstructor(private readonly crm: IntercomClient) {}\n}",
  ],
  ["a property", "class People {\n@Inject()\nreadonly crm!: IntercomClient;\n}"],
])("a client that %s gets by its class gets a comment", async (_, rest) => {
  const text = await rewritten(7, rest);
  expect(text).toContain(reason);
  expect(text.replace(/^\/\/ TODO.*\n/m, "")).toBe(rest.replace("IntercomClient", "Intercom"));
});

test.each([
  [
    "by a token",
    '@Injectable()\nclass People {\nconstructor(@Inject("CRM") private readonly crm: IntercomClient) {}\n}',
  ],
  [
    "by a decorator of the program",
    "@Injectable()\nclass People {\nconstructor(@InjectIntercom() private readonly crm: IntercomClient) {}\n}",
  ],
  [
    "in a property with another decorator",
    "class People {\n@Column()\nreadonly crm!: IntercomClient;\n}",
  ],
  [
    "without a container",
    "class People {\nconstructor(private readonly crm: IntercomClient) {}\n}",
  ],
  ["in a method", "@Injectable()\nclass People {\nuse(crm: IntercomClient) {}\n}"],
])("a client %s gets no comment", async (_, rest) => {
  expect(await rewritten(7, rest)).toBe(rest.replace("IntercomClient", "Intercom"));
});

test.each([
  ["provided", "const providers = [{ provide: IntercomClient, useFactory: make }];"],
  ["compared", "const isClient = (value) => value instanceof IntercomClient;"],
])("the class of the client that is %s gets a comment", async (_, rest) => {
  const text = await rewritten(7, rest);
  expect(text).toContain("`IntercomClient`: a client has no class here. Give a container a token");
  expect(text.endsWith(rest)).toBe(true);
});

test("@import of JSDoc is rewritten, and the names of the file stay", async () => {
  const before =
    '/** @import { IntercomClient, Intercom as Types } from "intercom-client" */\n/** @param {IntercomClient} one */\nexport const f = (one, id) => one.contacts.archive({ contact_id: id });\n';
  const text = await rewritten(7, before.replace(", Intercom as Types", ""), "js");
  expect(text).toBe(
    '/** @import { Intercom as IntercomClient } from "@interkit/client/2.14" */\n/** @param {IntercomClient} one */\nexport const f = (one, id) => one.contacts.archive(id);\n',
  );
  const left = await rewritten(7, before, "js");
  expect(left).toContain("TODO(interkit): `@import` takes names from `intercom-client` that are");
  expect(left).toContain('Intercom as Types } from "intercom-client"');
});

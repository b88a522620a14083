import fc from "fast-check";
import { expect, test } from "vitest";
import { bundleOf } from "../src/bundles.ts";
import { checkExchange } from "../src/check-exchange.ts";
import { type Exchange, FOREIGN, fromJson } from "../src/exchange.ts";
import { Facts } from "../src/facts.ts";
import { Report } from "../src/report.ts";
import type { Json } from "../src/schemas.ts";
import { example } from "./support.ts";

/** The output for an exchange, with its facts. */
function printExchange(exchange: object): string {
  const read = fromJson(exchange as Json);
  if (read === undefined || read === FOREIGN) throw new Error("no exchange");
  const report = new Report();
  const facts = new Facts();
  const result = checkExchange(read as Exchange, undefined);
  report.add(result);
  if ("objects" in result) {
    const { version, objects } = result;
    for (const seen of objects) facts.add(bundleOf(version), version, "2026-05", seen);
  }
  return [...report.lines(), facts.toYaml({ source: "recorded", from: "a test" })].join("\n");
}

/** A value of a workspace that must not be printed, with a form that is easy to find. */
const secret = fc
  .tuple(fc.constantFrom("Zq ", "zq-", "sk_live_", "zq@example.com/", "6762f09a"), fc.nat())
  .map(([start, number]) => `${start}${1_000 + number}`);

/** Replaces every text in a value by a secret, and adds secret keys to every object. */
function withSecrets(value: Json, draw: () => string): Json {
  if (typeof value === "string") return draw();
  if (typeof value === "number") return 734_000_000 + draw().length;
  if (Array.isArray(value)) return value.map((element) => withSecrets(element, draw));
  if (value === null || typeof value !== "object") return value;
  const own = Object.entries(value).map(([key, child]) => [key, withSecrets(child, draw)]);
  return Object.fromEntries([...own, [draw(), draw()], [draw(), { [draw()]: draw() }]]);
}

const routes = [
  "GET /contacts/{contact_id}",
  "GET /conversations/{conversation_id}",
  "GET /companies",
  "GET /tickets/{ticket_id}",
  "GET /admins/activity_logs",
  "GET /data_attributes",
];

test("no text, number or key of a workspace is ever printed", () => {
  const anything = fc.record({
    route: fc.constantFrom(...routes),
    secrets: fc.array(secret, { minLength: 5, maxLength: 20 }),
    status: fc.constantFrom(200, 400, 404, 299),
    isKnownRoute: fc.boolean(),
  });
  fc.assert(
    fc.property(anything, ({ route, secrets, status, isKnownRoute }) => {
      let next = 0;
      const draw = () => secrets[next++ % secrets.length] as string;
      const body = withSecrets(example(route), draw);
      const [method, path = ""] = route.split(" ");
      const url = `https://api.intercom.io${path.replace(/\{.*?\}/g, () => encodeURIComponent(draw()))}`;
      const text = printExchange({
        request: {
          method,
          url: isKnownRoute ? `${url}?q=${draw()}` : `${url}/${encodeURIComponent(draw())}`,
          headers: { authorization: `Bearer ${draw()}`, "intercom-version": "2.16" },
        },
        status,
        headers: { "x-request-id": draw(), "set-cookie": draw() },
        body,
      });
      for (const one of secrets) expect(text).not.toContain(one);
      expect(text).not.toMatch(/734\d{6}/);
      expect(text).not.toMatch(/example\.com|sk_live|Zq|zq/);
    }),
    { numRuns: 300 },
  );
});

test("the keys of custom attributes are not printed, whatever they look like", () => {
  const contact = example("GET /contacts/{contact_id}");
  contact.custom_attributes = {
    secret_plan: { secret_owner: "x" },
    secret_price: [{ secret_vat: 1 }],
  };
  const request = { method: "GET", path: "/contacts/1", headers: { "intercom-version": "2.16" } };
  const text = printExchange({ request, status: 200, body: contact });
  expect(text).not.toContain("secret");
  expect(text).toContain("custom_attributes: object");
});

test("unknown fields are printed only when their names have the form of API fields", () => {
  const request = { method: "GET", path: "/tags/1", headers: { "intercom-version": "2.16" } };
  const tag = { type: "tag", id: "1", name: "A" };
  const text = printExchange({
    request,
    status: 200,
    body: {
      ...tag,
      colour_of_tag: "teal",
      "Ada Lovelace": 1,
      a1b2c3d4e5f6: 1,
      "x@y.z": 1,
      u12345: 1,
    },
  });
  expect(text).toContain("  TagBasic.colour_of_tag (1 response; 2.16)");
  expect(text).toContain("  TagBasic.* (1 response; 2.16)");
  expect(text).toContain("    colour_of_tag: string");
  expect(text).not.toMatch(/Ada|a1b2|x@y|u12345/);
  // An object with so many unknown fields is a map.
  const many = Object.fromEntries(
    Array.from({ length: 26 }, (_, n) => [`key_${"abcdefghijklmnopqrstuvwxyz"[n]}`, 1]),
  );
  expect(printExchange({ request, status: 200, body: { ...tag, ...many } })).not.toContain("key_");
});

test("a text is printed only as an enum value, and only when it is short", () => {
  const conversation = example("GET /conversations/{conversation_id}");
  const request = {
    method: "GET",
    path: "/conversations/1",
    headers: { "intercom-version": "2.16" },
  };
  const state = (word: string) =>
    printExchange({ request, status: 200, body: { ...conversation, state: word } });
  expect(state("reopened")).toContain("state: [reopened]");
  expect(state("a".repeat(60))).not.toContain("aaaa");
  expect(state("Reopened by Ada")).not.toContain("Ada");
  expect(state("6762f09a1bb69f9f2193bb34")).not.toContain("6762");
  expect(
    printExchange({ request, status: 200, body: { ...conversation, title: "hello" } }),
  ).not.toContain("hello");
});

test("a method or a part of a response is not printed when the API does not have it", () => {
  const headers = { "intercom-version": "2.16" };
  const part = (at: string) =>
    printExchange({
      request: { method: "GET", path: "/tags", headers },
      status: 200,
      at,
      body: "x",
    });
  expect(part("/data/*/secret_part/secret/*")).toContain("no such part");
  expect(part("/data/*/secret_part/secret/*")).not.toContain("secret");
  expect(part("/secret")).not.toContain("secret");
  const unknown = { method: "SECRET", path: "/tags", headers };
  expect(fromJson({ request: unknown, status: 200, body: {} })).toBeUndefined();
});

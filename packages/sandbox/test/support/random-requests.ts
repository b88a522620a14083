import type { Sandbox } from "@interkit/sandbox";
import fc from "fast-check";
import { expect } from "vitest";
import { sendRequest } from "./state.ts";
import type { Json } from "./workspace.ts";

/** The ids of created records, by the first segment of their path. */
export type Made = Record<string, string[]>;

/** A request that depends on two numbers, which select a record and values. */
type Shape = (pick: (kind: string, at: number) => string, a: number, b: number) => Request;
export type Request = readonly [method: string, path: string, body?: unknown];

const email = (a: number) => `person${a % 6}@example.com`;
const author = (pick: Parameters<Shape>[0], a: number) => ({
  type: "user",
  id: pick("contacts", a),
});

/** Few values, so that requests often use the same emails, tags and deleted records. */
const shapes: Record<string, Shape> = {
  user: (_, a) => ["POST", "/contacts", { role: "user", email: email(a) }],
  lead: (_, a) => ["POST", "/contacts", { role: "lead", email: email(a) }],
  identified: (_, a) => ["POST", "/contacts", { role: "user", external_id: `u${a % 6}` }],
  rename: (pick, a, b) => ["PUT", `/contacts/${pick("contacts", a)}`, { name: `Name ${b}` }],
  remail: (pick, a, b) => ["PUT", `/contacts/${pick("contacts", a)}`, { email: email(b) }],
  archive: (pick, a) => ["POST", `/contacts/${pick("contacts", a)}/archive`],
  unarchive: (pick, a) => ["POST", `/contacts/${pick("contacts", a)}/unarchive`],
  remove: (pick, a) => ["DELETE", `/contacts/${pick("contacts", a)}`],
  merge: (pick, a, b) => [
    "POST",
    "/contacts/merge",
    { from: pick("contacts", a), into: pick("contacts", b) },
  ],
  note: (pick, a, b) => ["POST", `/contacts/${pick("contacts", a)}/notes`, { body: `Note ${b}` }],
  company: (_, a, b) => ["POST", "/companies", { company_id: `c${a % 5}`, name: `Company ${b}` }],
  join: (pick, a, b) => [
    "POST",
    `/contacts/${pick("contacts", a)}/companies`,
    { id: pick("companies", b) },
  ],
  leave: (pick, a, b) => [
    "DELETE",
    `/contacts/${pick("contacts", a)}/companies/${pick("companies", b)}`,
  ],
  closeDown: (pick, a) => ["DELETE", `/companies/${pick("companies", a)}`],
  tag: (_, a) => ["POST", "/tags", { name: `Tag ${a % 4}` }],
  label: (pick, a, b) => ["POST", `/contacts/${pick("contacts", a)}/tags`, { id: pick("tags", b) }],
  unlabel: (pick, a, b) => ["DELETE", `/contacts/${pick("contacts", a)}/tags/${pick("tags", b)}`],
  untag: (pick, a) => ["DELETE", `/tags/${pick("tags", a)}`],
  talk: (pick, a, b) => ["POST", "/conversations", { from: author(pick, a), body: `Hi ${b}` }],
  reply: (pick, a, b) => [
    "POST",
    `/conversations/${pick("conversations", a)}/reply`,
    { message_type: "comment", type: "admin", admin_id: "1", body: `Answer ${b}` },
  ],
  close: (pick, a) => [
    "POST",
    `/conversations/${pick("conversations", a)}/parts`,
    { message_type: "close", type: "admin", admin_id: "1" },
  ],
  hush: (pick, a) => ["DELETE", `/conversations/${pick("conversations", a)}`],
  ticketType: (_, a) => ["POST", "/ticket_types", { name: `Type ${a}`, category: "Customer" }],
  ticket: (pick, a, b) => [
    "POST",
    "/tickets",
    { ticket_type_id: pick("ticket_types", a), contacts: [{ id: pick("contacts", b) }] },
  ],
  article: (_, a) => ["POST", "/articles", { title: `Steam ${a}`, author_id: 1 }],
  publish: (pick, a) => ["PUT", `/articles/${pick("articles", a)}`, { state: "published" }],
  subscribe: (pick, a, b) => [
    "POST",
    `/contacts/${pick("contacts", a)}/subscriptions`,
    { id: String(1 + (b % 2)), consent_type: b % 2 === 0 ? "opt_out" : "opt_in" },
  ],
  event: (pick, a, b) => [
    "POST",
    "/events",
    { event_name: `event-${b % 3}`, id: pick("contacts", a), created_at: 1_717_400_000 + b },
  ],
};

/** One record of each kind, so that requests have records to select. */
const first = ["user", "lead", "identified", "company", "tag", "talk", "ticketType", "article"];

/** Requests that are sent more often: a relation must exist before it can be removed. */
const bonds = ["join", "join", "label", "label"];

/** The name of a request, and the numbers that select its record and values. */
export type RandomRequest = readonly [name: string, a: number, b: number];

const request = fc.tuple(fc.constantFrom(...Object.keys(shapes), ...bonds), fc.nat(20), fc.nat(20));

/** Requests that begin with one record of each kind. */
export const randomRequests: fc.Arbitrary<readonly RandomRequest[]> = fc
  .array(request, { minLength: 50, maxLength: 92, size: "max" })
  .map((more) => [...first.map((name) => [name, 0, 0] as const), ...more]);

/**
 * Sends requests one after the other; some of them are refused.
 *
 * @param afterEach is called after each request, with the records that exist so far.
 */
export async function sendAll(
  sandbox: Sandbox,
  requests: readonly RandomRequest[],
  afterEach: (made: Made, count: number) => Promise<void> = async () => {},
): Promise<Made> {
  const made: Made = {};
  const pick = (kind: string, at: number) => {
    const all = made[kind] ?? [];
    return all[at % all.length] ?? "404";
  };
  for (const [index, [name, a, b]] of requests.entries()) {
    const [method, path, body] = shapes[name]?.(pick, a, b) ?? (["GET", "/me"] as const);
    const { status, text } = await sendRequest(sandbox, method, path, body);
    expect(status, `${name} ${text}`).toBeLessThan(500);
    const [, kind = "", more] = path.split("/");
    if (method === "POST" && more === undefined && status < 300 && text !== "") {
      const { id, conversation_id } = JSON.parse(text) as Json;
      made[kind] = [...(made[kind] ?? []), conversation_id ?? id];
    }
    await afterEach(made, index + 1);
  }
  return made;
}

/** Lists, searches and reads by id, of all records. */
export function readsOf(made: Made): Request[] {
  const by = (field: string, value: string) => ({ query: { field, operator: "=", value } });
  const each = (kind: string, ...paths: string[]) =>
    (made[kind] ?? []).flatMap((id) =>
      paths.map((path): Request => ["GET", `/${kind}/${id}${path}`]),
    );
  const numbers = [0, 1, 2, 3, 4, 5];
  return [
    ...numbers.map((at): Request => ["POST", "/contacts/search", by("email", email(at))]),
    ...numbers.map((at): Request => ["POST", "/contacts/search", by("external_id", `u${at}`)]),
    ...numbers.map((at): Request => ["GET", `/contacts/find_by_external_id/u${at}`]),
    ...numbers.map((at): Request => ["GET", `/companies?company_id=c${at}`]),
    ...(made["tags"] ?? []).map((id): Request => ["POST", "/contacts/search", by("tag_id", id)]),
    ...(made["contacts"] ?? []).map(
      (id): Request => ["POST", "/conversations/search", by("contact_ids", id)],
    ),
    ...each("contacts", "", "?include_merge_history=true", "/companies", "/tags", "/notes"),
    ...each("companies", "", "/contacts"),
    ...each("conversations", ""),
    ...each("tickets", ""),
    ...["/contacts", "/companies", "/tags", "/conversations", "/ticket_types", "/articles"].map(
      (path): Request => ["GET", path],
    ),
    ["POST", "/tickets/search", { query: { field: "id", operator: "!=", value: "0" } }],
  ];
}

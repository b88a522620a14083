import { expect, test } from "vitest";
import { versions } from "../src/description/versions.ts";
import { handlers } from "../src/resources/index.ts";
import { readBundle } from "./support/judge.ts";
import { conversations } from "./support/requests/conversations.ts";
import { type Cast, castFor, type Group } from "./support/requests/group.ts";
import { knowledge } from "./support/requests/knowledge.ts";
import { workspaceGroup } from "./support/requests/workspace.ts";
import { type Json, workspace } from "./support/workspace.ts";

function operationIds(version: string): string[] {
  return Object.values(readBundle(version).paths)
    .flatMap((item) => Object.values(item))
    .map(({ operationId }) => operationId)
    .filter((id) => id !== undefined);
}

test("every handler is for an operation of some version", () => {
  const known = new Set(versions.flatMap(operationIds));
  expect(Object.keys(handlers).filter((id) => !known.has(id))).toEqual([]);
});

test("every operation of every version is answered", () => {
  const open = new Set(versions.flatMap(operationIds).filter((id) => !(id in handlers)));
  expect([...open].sort()).toEqual([]);
});

/** Every group of operations that has requests of its own. */
const groups: readonly Group[] = [conversations, knowledge, workspaceGroup];

const ranks: Group["ranks"] = Object.assign({}, ...groups.map((group) => group.ranks));
const queries: Group["queries"] = Object.assign({}, ...groups.map((group) => group.queries));

const bodies: Group["bodies"] = {
  "contacts.create": () => ({ email: "new@example.com", name: "New" }),
  "contacts.update": () => ({ name: "Changed" }),
  "contacts.search": () => ({ query: { field: "role", operator: "=", value: "user" } }),
  "contacts.merge": (cast) => ({ from: cast["lead_id"], into: cast["contact_id"] }),
  "contacts.previewMerge": (cast) => ({ from: cast["lead_id"], into: cast["contact_id"] }),
  "contacts.notes.create": () => ({ body: "A note" }),
  "contacts.tags.attach": (cast) => ({ id: cast["tag_id"] }),
  "contacts.subscriptions.attach": () => ({ id: "2", consent_type: "opt_in" }),
  "contacts.companies.attach": (cast) => ({ id: cast["company_id"] }),
  "contacts.bulk.create": () => ({ contacts: [{ role: "lead" }] }),
  "contacts.bulk.update": (cast) => ({ contacts: [{ id: cast["contact_id"], name: "Bulk" }] }),
  "contacts.bulk.delete": () => ({ contacts: [{ id: "404" }] }),
  "companies.createOrUpdate": () => ({ company_id: "new", name: "New", plan: "Pro" }),
  "companies.update": () => ({ name: "Changed" }),
  "companies.search": () => ({ query: { field: "name", operator: "=", value: "Engines" } }),
  "companies.notes.create": () => ({ body: "A note" }),
  "companies.bulk.create": () => ({ companies: [{ company_id: "bulk" }] }),
  "companies.bulk.update": (cast) => ({ companies: [{ id: cast["company_id"], name: "Bulk" }] }),
  "companies.bulk.delete": () => ({ companies: [{ id: "404" }] }),
  "aiContent.contentImportSources.create": () => ({ sync_behavior: "api", url: "https://a.test" }),
  "aiContent.contentImportSources.update": () => ({ sync_behavior: "api", url: "https://b.test" }),
  "aiContent.externalPages.create": (cast) => externalPage(cast),
  "aiContent.externalPages.update": (cast) => externalPage(cast),
  ...(Object.assign({}, ...groups.map((group) => group.bodies)) as Group["bodies"]),
};

function externalPage(cast: Cast): Json {
  const source_id = Number(cast["content_import_source_id"]);
  const url = "https://a.test";
  return { title: "T", html: "<p>T</p>", locale: "en", url, source_id, external_id: "1" };
}

/** What has to be there before: things are deleted, detached and merged away only at the end. */
function rank(method: string, id: string): number {
  const own = ranks?.[id];
  if (own !== undefined) return own;
  if (id === "contacts.merge") return 2;
  if (id.endsWith(".detach")) return 3;
  if (method === "DELETE") return /^contacts|Sources/.test(id) ? 5 : 4;
  return id.endsWith(".create") || id.endsWith(".attach") ? 0 : 1;
}

/** Every operation of a version is called once, in an order in which all of them go well. */
test.each(versions)(
  "in version %s, every operation answers as it is described",
  async (version) => {
    const made = await workspace(version);
    const { send } = made;
    const { seed } = made.sandbox;
    const company = seed.company({ company_id: "engines", name: "Engines", plan: "Pro", size: 3 });
    const email = "ada@example.com";
    const cast: Record<string, string> = {
      contact_id: seed.contact({ email, external_id: "user-1", company_ids: [company.id] }).id,
      lead_id: seed.contact({ role: "lead", email }).id,
      external_id: "user-1",
      company_id: company.id,
      tag_id: seed.tag().id,
      subscription_type_id: "2",
      content_import_source_id: "1",
      external_page_id: "1",
    };
    for (const group of groups) Object.assign(cast, await group.prepare?.(made, version, cast));
    const calls = Object.entries(readBundle(version).paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, { operationId }]) => ({
        id: operationId,
        path,
        method: method.toUpperCase(),
      })),
    );
    calls.sort((a, b) => rank(a.method, a.id) - rank(b.method, b.id));
    for (const { id, method, path } of calls.filter((call) => call.id in handlers)) {
      const job = id.startsWith("companies.bulk") ? "companies" : "contacts";
      const job_id = cast[job] ?? "";
      const address = path.replace(/\{(\w+)\}/g, (_, name: string) =>
        castFor(id.includes(".bulk.") ? { ...cast, job_id } : cast, id, name),
      );
      const query = queries?.[id]?.(cast);
      const target = query === undefined ? address : `${address}?${query}`;
      const { status, body } = await send(method, target, bodies[id]?.(cast));
      expect(status, `${id} ${JSON.stringify(body)}`).toBeLessThan(400);
      if (id.includes(".bulk.")) cast[job] = body.id;
    }
  },
);

import { createSandbox } from "@interkit/sandbox";
import { describe, expect, test } from "vitest";
import { hasAllExamples } from "../../../scripts/soak/share.ts";
import { readBundle } from "./support/described.ts";
import { versions } from "./support/versions.ts";
import type { Json } from "./support/workspace.ts";

const kinds = ["contacts", "companies", "conversations", "tickets"];
const operators = ["=", "!=", "IN", "NIN", ">", "<", ">=", "<=", "~", "!~", "^", "$"];

/** A value of each type of field. */
const values: Record<string, unknown> = {
  string: "some",
  integer: 3,
  boolean: true,
  time: 1_717_372_800,
  reference: "1",
  any: "some",
};

const sandbox = createSandbox({ rateLimit: { perMinute: 1e9 } });

async function send(version: string, path: string, body: object): Promise<Json> {
  const response = await sandbox.fetch(`https://api.intercom.io${path}`, {
    method: "POST",
    headers: {
      Authorization: "Bearer any",
      "Content-Type": "application/json",
      "Intercom-Version": version,
    },
    body: JSON.stringify(body),
  });
  const json: Json = await response.json();
  return { status: response.status, code: json.errors?.[0]?.code };
}

const type = await send("2.16", "/ticket_types", { name: "Fault", icon: "🎟️" });
expect(type.status).toBe(200);

/** The name of a field, with an attribute of the workspace in place of a placeholder. */
const named = (name: string) => name.replace("{name}", "plan").replace("{id}", "1");

async function filtered(version: string, kind: string, field: string, type: string, op: string) {
  const value = op === "IN" || op === "NIN" ? [values[type]] : values[type];
  const query = { field: named(field), operator: op, value };
  return send(version, `/${kind}/search`, { query, pagination: { per_page: 1 } });
}

/** The facts of each search in each version, without those that a newer version has as well. */
function testedSearches() {
  const searches = versions.flatMap((version) =>
    kinds.flatMap((kind) => {
      const facts = factsOf(version, kind);
      return facts ? [{ version, kind, facts }] : [];
    }),
  );
  if (hasAllExamples) return searches;
  return new Map(searches.map((one) => [JSON.stringify([one.kind, one.facts]), one])).values();
}

function factsOf(version: string, kind: string): Json {
  const search: Json = readBundle(version).paths[`/${kind}/search`]?.["post"];
  return search?.["x-search"];
}

describe.each([...testedSearches()])("$kind in $version", ({ version, kind, facts }) => {
  test("each field takes the operators it is said to, and no other", async () => {
    const wrong: unknown[] = [];
    for (const [field, { type }] of Object.entries<Json>(facts.fields)) {
      for (const operator of operators) {
        const taken = facts.operators[type].includes(operator);
        const { status, code } = await filtered(version, kind, field, type, operator);
        const right = taken ? status === 200 : status === 400 && code === "invalid_operator";
        if (!right) wrong.push([field, operator, status, code]);
      }
    }
    expect(wrong).toEqual([]);
  });

  test("no other field is accepted", async () => {
    const others = kinds.flatMap((one) => Object.keys(factsOf(version, one)?.fields ?? {}));
    for (const field of new Set([...others, "statee", "custom_attributes."])) {
      if (field in facts.fields) continue;
      const refused = await filtered(version, kind, field, "string", "=");
      expect([field, refused]).toEqual([field, { status: 400, code: "invalid_field" }]);
    }
  });

  test("the order takes the words and fields it is said to", async () => {
    const sorted = (sort: object) =>
      send(version, `/${kind}/search`, { query: { operator: "AND", value: [] }, sort });
    for (const order of ["ascending", "descending", "asc", "desc", "river"]) {
      const { status, code } = await sorted({ field: "updated_at", order });
      const taken = facts.sort.orders.includes(order);
      expect([order, code]).toEqual([order, taken ? undefined : "invalid_sort_order"]);
      expect(status).toBe(taken ? 200 : 400);
    }
    for (const field of Object.keys(facts.fields)) {
      const { code } = await sorted({ field: named(field), order: "ascending" });
      const taken = !facts.sort.except.includes(field);
      expect([field, code]).toEqual([field, taken ? undefined : "invalid_field"]);
    }
  });
});

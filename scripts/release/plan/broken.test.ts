import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import type { Json, JsonObject } from "interkit-generator/description/source";
import { referencesFrom } from "interkit-generator/description/walk";
import { expect, test } from "vitest";
import { planOf } from "./plan.ts";
import type { Side } from "./sides.ts";
import { edited, edits } from "./support/broken.ts";

const file = path.resolve(import.meta.dirname, "../../../openapi/dist/2.16.json");
const whole = JSON.parse(readFileSync(file, "utf8")) as JsonObject;

/** A part of the description, so that many edits are tried. */
const some = ["/me", "/tags/{tag_id}", "/contacts/{contact_id}/archive", "/tickets/search"];
const paths = Object.fromEntries(
  Object.entries(whole["paths"] as JsonObject).filter(([name]) => some.includes(name)),
);
const used = referencesFrom(whole, paths);
const components = Object.fromEntries(
  Object.entries(whole["components"] as Record<string, JsonObject>).map(([kind, map]) => {
    const kept = Object.entries(map).filter(([name]) => used.has(`#/components/${kind}/${name}`));
    return [kind, Object.fromEntries(kept)];
  }),
);
const document: JsonObject = { ...whole, paths, webhooks: {}, components };

const side = (content: JsonObject): Side => ({
  label: "file",
  kind: "file",
  documents: new Map([["2.16", content]]),
  folders: new Map(),
  removals: [],
});

test("any broken file is compared, in either direction, and equals itself", () => {
  fc.assert(
    fc.property(edits, (some) => {
      const broken = edited(document, some);
      for (const [base, head] of [
        [document, broken],
        [broken, document],
      ] as const) {
        const { changes } = planOf(side(base), side(head));
        for (const { place, message, reason } of changes) {
          expect([place, message, reason]).not.toContain("");
          expect(message).not.toContain("undefined");
        }
      }
      expect(planOf(side(broken), side(broken)).changes).toEqual([]);
    }),
    { numRuns: 150 },
  );
}, 180_000);

/** The keys that lead to the answer of an operation. */
const place = ["paths", "/me", "get", "responses", "200", "content", "application/json", "schema"];

function stepsTo(node: Json | undefined, [key, ...rest]: readonly string[]): number[] {
  if (key === undefined) return [];
  const object = node as JsonObject;
  return [Object.keys(object).indexOf(key), ...stepsTo(object[key], rest)];
}

test.each([
  ["a reference to nothing", { $ref: "#/components/schemas/Nothing" }, /is a reference to nothing/],
  ["a part of another type", ["text"], /schema` is not an object or boolean/],
])("%s is named, and may break programs", (_what, schema, message) => {
  const head = edited(document, [{ steps: stepsTo(document, place), value: schema }]);
  const { changes } = planOf(side(document), side(head));
  expect(changes).toContainEqual(
    expect.objectContaining({ class: "major", message: expect.stringMatching(message) }),
  );
  expect(planOf(side(head), side(head))).toMatchObject({
    changes: [],
    notes: [expect.stringMatching(/^2\.16: .* in both: it was compared as if it stated nothing$/)],
  });
});

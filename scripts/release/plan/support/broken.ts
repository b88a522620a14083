import fc from "fast-check";
import type { Json, JsonObject } from "interkit-generator/description/source";

/** What stands in place of a part: of every type, and a reference without a target. */
const values: readonly (Json | undefined)[] = [
  undefined,
  null,
  true,
  7,
  "text",
  [],
  [null],
  ["text", 7],
  {},
  { $ref: "#/components/schemas/Nothing" },
  { $ref: 7 },
  { type: { object: true }, properties: [], required: "all", enum: {}, allOf: null },
];

/** A document with up to three parts deleted, or replaced by something else. */
export function brokenDocument(document: JsonObject): fc.Arbitrary<JsonObject> {
  const edit = fc.record({
    steps: fc.array(fc.nat(10_000), { minLength: 1, maxLength: 14 }),
    value: fc.constantFrom(...values),
  });
  return fc.array(edit, { minLength: 1, maxLength: 3 }).map((edits) =>
    edits.reduce<JsonObject>((made, { steps, value }) => {
      return replaced(made, steps, value) as JsonObject;
    }, document),
  );
}

/** A copy in which the part that the steps lead to is another one; each step selects a key. */
function replaced(
  node: Json,
  [step, ...rest]: readonly number[],
  value: Json | undefined,
): Json | undefined {
  if (step === undefined || node === null || typeof node !== "object") return value;
  const keys = Object.keys(node);
  if (keys.length === 0) return value;
  const key = keys[step % keys.length] as string;
  const part = replaced((node as JsonObject)[key] as Json, rest, value);
  if (Array.isArray(node))
    return node.map((one, index) => (String(index) === key ? (part ?? null) : one));
  const { [key]: _old, ...others } = node;
  return part === undefined ? others : { ...node, [key]: part };
}

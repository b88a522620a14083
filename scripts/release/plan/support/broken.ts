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

/** A part to replace, by steps of which each selects a key; `undefined` deletes it. */
export interface Edit {
  readonly steps: readonly number[];
  readonly value: Json | undefined;
}

/** Up to three edits of a document. */
export const edits: fc.Arbitrary<Edit[]> = fc.array(
  fc.record({
    steps: fc.array(fc.nat(10_000), { minLength: 1, maxLength: 14 }),
    value: fc.constantFrom(...values),
  }),
  { minLength: 1, maxLength: 3 },
);

/** The document after some edits. */
export function edited(document: JsonObject, all: readonly Edit[]): JsonObject {
  return all.reduce<Json | undefined>(
    (made, { steps, value }) => replaced(made ?? null, steps, value),
    document,
  ) as JsonObject;
}

/** A copy in which the part that the steps lead to is another one. */
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

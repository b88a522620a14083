import { expect, test } from "vitest";
import { rewritten } from "./support/rewritten.ts";

const make = 'new IntercomClient({ token: "b" })';
const made = 'createIntercom({ token: "b" })';
const call = (client: string): string => `${client}.contacts.find({ contact_id: id });\n`;
const here = (client: string): string => `${client}.contacts.get(id);\n`;

test.each([
  [
    "a function that creates it once",
    `let own;\nconst get = () => {\n  if (!own) own = ${make};\n  return own;\n};\n`,
    "get()",
  ],
  [
    "an asynchronous function",
    `let own = null;\nasync function get() {\n  own ??= ${make};\n  return own;\n}\n`,
    "(await get())",
  ],
  [
    "a function that returns what another one returns",
    `let own;\nfunction load() {\n  if (!own) own = ${make};\n  return own;\n}\nconst get = () => load();\n`,
    "get()",
  ],
  ["a variable that gets it later", `let own;\nbefore(() => {\n  own = ${make};\n});\n`, "own"],
])("a client of %s is followed in JavaScript", async (_, text, client) => {
  const use = (one: string): string => `export const run = async (id) => ${one}`;
  expect(await rewritten(7, text + use(call(client)), "js")).toBe(
    text.replace(make, made) + use(here(client)),
  );
});

test.each([
  ["a variable", `let own = createCrm();\nbefore(() => {\n  own = ${make};\n});\n`, "own"],
  [
    "a function",
    `let own = createCrm();\nfunction get() {\n  if (a) own = ${make};\n  return own;\n}\n`,
    "get()",
  ],
])(
  "a call on %s that may have another client too is left, with a comment",
  async (_, text, client) => {
    const use = `export const run = (id) => ${call(client)}`;
    const after = await rewritten(7, text + use, "js");
    expect(after).toContain("`contacts.find` looks like a call of a client without a type");
    expect(after.endsWith(use)).toBe(true);
  },
);

import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { codemod } from "./support/codemod.ts";
import { folderWith } from "./support/fixtures.ts";

const load = `import { IntercomClient } from "intercom-client";
const client = new IntercomClient({ token });
export const load = async (id) => client.contacts.find({ contact_id: id });
export class People {
  find(id) {
    return load(id);
  }
}
`;

const comment = /\/\/ TODO\(interkit\): `(statusCode|body)` of an error of Intercom/;

/** Rewrites a file beside the one that has the client, and reads it. */
async function beside(text: string): Promise<string> {
  const folder = folderWith({ "load.js": load, "uses.js": text });
  await codemod([".", "--write", "--force"], folder);
  return readFileSync(path.join(folder, "uses.js"), "utf8");
}

test.each([
  [
    "in a catch",
    "try {\n  await load(id);\n} catch (error) {\n  if (error.statusCode === 404) skip();\n}\n",
  ],
  ["in a handler", "load(id).catch((reason) => reason.statusCode === 404);\n"],
  ["after Promise.all", "Promise.all([load(1)]).catch(({ body }) => body.errors);\n"],
  ["of a method", "new People().find(1).catch((reason) => reason.statusCode);\n"],
  [
    "through two functions",
    "const two = () => load(2);\ntwo().catch((reason) => reason.statusCode);\n",
  ],
  [
    "by a key",
    'try {\n  await load(id);\n} catch (error) {\n  if (error?.["statusCode"] === 404) skip();\n}\n',
  ],
  [
    "in another variable",
    "try {\n  await load(id);\n} catch (error) {\n  const problem = error;\n  if (problem.statusCode === 404) skip();\n}\n",
  ],
  [
    "of Promise.allSettled",
    "const run = async () => {\n  const [one] = await Promise.allSettled([load(1)]);\n  return one.reason.statusCode;\n};\n",
  ],
])("an error of a function that calls the client gets a comment %s", async (_, use) => {
  const text = `import { load, People } from "./load.js";\n${use}`;
  const after = await beside(text);
  expect(after).toMatch(comment);
  expect(after.replace(/^ *\/\/ TODO.*\n/gm, "")).toBe(text);
});

test("an error of a function that calls no client gets no comment", async () => {
  const text =
    'import "./load.js";\nconst read = () => db.read();\nread().catch((e) => e.statusCode);\n';
  expect(await beside(text)).toBe(text);
});

test.each([
  ["by its name", "await handlers[name](id);", true],
  ["of an object", "await this.run(id);", true],
  ["of another package by import", "await stripe.charges.create(id);", false],
  ["of another package by require", "await axios.get(id);", false],
])(
  "in a file that imports intercom-client, an error of a function %s: %s",
  async (_, call, isNoted) => {
    const folder = folderWith({
      "a.js": `import { IntercomClient } from "intercom-client";
import stripe from "stripe";
const axios = require("axios");
const client = new IntercomClient({ token });
const handlers = { find: (id) => client.contacts.find({ contact_id: id }) };
export async function run(name, id) {
  try {
    ${call}
  } catch (problem) {
    if (problem.statusCode === 404) return;
    throw problem;
  }
}
`,
    });
    await codemod([".", "--write", "--force"], folder);
    const text = readFileSync(path.join(folder, "a.js"), "utf8");
    expect(comment.test(text)).toBe(isNoted);
  },
);

test.each([
  [
    "an event",
    'worker.on("failed", (job, err) => {\n  if (err.statusCode === 429) job.retry();\n});\n',
  ],
  ["a framework", "app.use((error, req, res, next) => res.status(error.statusCode).end());\n"],
])(
  "an error that a handler of %s gets by its name, where intercom-client is imported, gets a comment",
  async (_, use) => {
    const folder = folderWith({ "a.js": `${load}${use}` });
    await codemod([".", "--write", "--force"], folder);
    const text = readFileSync(path.join(folder, "a.js"), "utf8");
    expect(text).toMatch(comment);
    expect(text.replace(/^ *\/\/ TODO.*\n/gm, "").endsWith(use)).toBe(true);
  },
);

test("a second run adds no comment to an error that had a type", async () => {
  const folder = folderWith({
    "a.ts": `import { Intercom, IntercomError } from "intercom-client";
export function problemOf(error: unknown) {
  if (error instanceof Intercom.NotFoundError) return 404;
  if (error instanceof IntercomError) {
    const body = error.body as { message: string };
    return body.message;
  }
}
`,
  });
  await codemod([".", "--write", "--force"], folder);
  const text = readFileSync(path.join(folder, "a.ts"), "utf8");
  expect(text.match(/`body` of an error/g)).toHaveLength(1);
  await codemod([".", "--write", "--force"], folder);
  expect(readFileSync(path.join(folder, "a.ts"), "utf8")).toBe(text);
});

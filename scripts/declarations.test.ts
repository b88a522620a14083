import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "..");
const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
const packages = ["core", "pagination", "client", "sandbox"];
/** What the packages' declarations need of others, which npm installs with them. */
const dependencies = ["openapi-fetch", "openapi-typescript-helpers", "@cfworker/json-schema"];

let folder = "";

/** Compiles, and gives what the compiler finds. */
async function compile(...args: string[]): Promise<string> {
  const run = promisify(execFile)(process.execPath, [compiler, ...args], { cwd: folder });
  return run.then(({ stdout }) => stdout).catch(({ stdout }: { stdout: string }) => stdout);
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "interkit-declarations-"));
  writeFileSync(path.join(folder, "package.json"), '{ "type": "module", "private": true }');
  const program = {
    extends: path.join(root, "tsconfig.base.json"),
    compilerOptions: {
      rootDir: path.join(root, "packages"),
      outDir: "emitted",
      declaration: true,
      emitDeclarationOnly: true,
      isolatedDeclarations: true,
      typeRoots: [path.join(root, "node_modules/@types")],
    },
    include: packages.map((name) => path.join(root, "packages", name, "src")),
  };
  writeFileSync(path.join(folder, "emit.json"), JSON.stringify(program));
  expect(await compile("-p", "emit.json")).toBe("");
  for (const name of packages) {
    const place = path.join(folder, "node_modules/@interkit", name);
    mkdirSync(place, { recursive: true });
    cpSync(path.join(root, "packages", name, "package.json"), path.join(place, "package.json"));
    cpSync(path.join(folder, "emitted", name, "src"), path.join(place, "dist"), {
      recursive: true,
    });
  }
  for (const name of [...dependencies, "@types/node"]) {
    const place = path.join(folder, "node_modules", name);
    mkdirSync(path.dirname(place), { recursive: true });
    symlinkSync(path.join(root, "node_modules", name), place);
  }
}, 300_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const onNode = { lib: ["es2022"], types: ["node"] };
const inBrowser = { lib: ["es2022", "dom", "dom.iterable"], types: [] };

/** Programs of users, who check what they install: the text, and what it is compiled with. */
const programs: readonly [name: string, options: object, text: string][] = [
  [
    "on Node, without the DOM's types",
    onNode,
    `import type { FetchLike } from "@interkit/client";
     import { createIntercom, query } from "@interkit/client/2.16";
     import { createClient } from "@interkit/core/2.16";
     import { paginate } from "@interkit/pagination";

     declare const maybe: string | undefined;
     declare const number: number | undefined;
     const intercom = createIntercom({ token: "x", fetch });
     const contact = await intercom.contacts.create(
       { role: "user", name: maybe, custom_attributes: {} },
       { headers: { "x-trace": maybe }, signal: undefined },
     );
     const name: string | null = contact.name;
     await intercom.articles.create({ title: "a", author_id: 1, body: maybe });
     await intercom.contacts.list({ per_page: number }).collect({ limit: 5 });
     const client = createClient({ token: "x" });
     for await (const one of paginate(client, "GET /contacts", { query: { per_page: number } })) {
       // @ts-expect-error an answer never holds undefined
       const role: undefined = one.role;
       console.log(name, role);
     }
     // @ts-expect-error headers are not of any type
     await intercom.contacts.archive("1", { headers: 5 });
     // @ts-expect-error what is required is not undefined
     await intercom.contacts.create(undefined);
     export const counting: FetchLike = (url, init) => fetch(url, init);
     export { query };
    `,
  ],
  [
    "in a browser, without Node's types",
    inBrowser,
    `import { createIntercom } from "@interkit/client/2.16";
     import { createClient } from "@interkit/core/preview";
     const client = createClient({ token: "x", fetch: (url, init) => fetch(url, init) });
     export const { data, error } = await client.GET("/me", { headers: new Headers() });
     export const me = await createIntercom({ token: "x", fetch }).contacts.get("1");
    `,
  ],
  [
    "with nodeFetch, without undici",
    onNode,
    `import { createClient } from "@interkit/core/2.16";
     import { type ConnectionOptions, diagnostics, nodeFetch } from "@interkit/core/node";
     const options: ConnectionOptions = { connections: 5 };
     const fetch = nodeFetch(options);
     export const client = createClient({ token: "x", fetch, hooks: diagnostics() });
     // @ts-expect-error the options are not of any type
     nodeFetch({ connections: "many" });
    `,
  ],
  [
    "with a sandbox, and its handlers without MSW",
    onNode,
    `import { createSandbox } from "@interkit/sandbox";
     import { handlersFor } from "@interkit/sandbox/msw";
     const sandbox = createSandbox({ token: "x" });
     export const handlers = handlersFor(sandbox);
     export const response: Response = await sandbox.fetch("https://api.intercom.io/me");
     // @ts-expect-error a sandbox's fetch takes no number
     await sandbox.fetch(5);
    `,
  ],
];

test.each(programs)("a program compiles %s", async (name, options, text) => {
  const file = `${name.replaceAll(/\W+/g, "-")}.ts`;
  writeFileSync(path.join(folder, file), text);
  const project = {
    compilerOptions: {
      target: "es2022",
      module: "nodenext",
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: false,
      noEmit: true,
      ...options,
    },
    files: [file],
  };
  writeFileSync(path.join(folder, "use.json"), JSON.stringify(project));
  expect(await compile("-p", "use.json")).toBe("");
});

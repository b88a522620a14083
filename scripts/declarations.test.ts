import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { compile, compileRow } from "./packed/compile.ts";

const root = path.resolve(import.meta.dirname, "..");
const compiler = path.join(root, "node_modules/typescript-7/bin/tsc");
const packages = ["core", "pagination", "client", "webhooks", "jobs", "cli", "codemod", "sandbox"];
/** The packages that the declarations import, which npm installs with them. */
const dependencies = ["openapi-fetch", "openapi-typescript-helpers", "@cfworker/json-schema"];

let folder = "";

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
  expect(await compile(folder, compiler, program)).toEqual({ ours: [], others: [] });
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

/** One project of each platform; `npm run test:types` compiles many more, with every compiler. */
const platforms = ["node", "node and dom", "browser"] as const;

test.each(platforms)("programs compile, for %s, without the optional peers", async (platform) => {
  const settings = { resolution: "nodenext", platform, exact: true, peers: "none" } as const;
  expect(await compileRow(folder, compiler, settings)).toEqual({ ours: [], others: [] });
});

import { packages } from "virtual:packages";
import { init, parse } from "es-module-lexer";
import { transform } from "sucrase";
import type { Network } from "./network.ts";
import { recordedSandbox } from "./recorded-sandbox.ts";
import { nameProgram } from "./stack.ts";

/** What Node has and a browser has not. On the first line, so that all lines keep their numbers. */
const prelude = 'const process = { env: { INTERCOM_TOKEN: "test-token" } };';

/**
 * Makes a JavaScript module of a program, and loads what it imports.
 *
 * @returns The address of the module.
 * @throws {SyntaxError} when the program cannot be parsed.
 * @throws {Error} when it imports something else than the packages of the page.
 */
export async function toModule(source: string, network: Network): Promise<string> {
  const { code } = transform(source, { transforms: ["typescript"], disableESTransforms: true });
  await init;
  const [imports] = parse(code);
  let resolved = prelude;
  let end = 0;
  for (const { n: name, s: from, e: to, d: dynamic } of imports) {
    // import.meta
    if (dynamic === -2) continue;
    const url = await toPackage(name, network);
    resolved += code.slice(end, from) + (dynamic === -1 ? url : JSON.stringify(url));
    end = to;
  }
  const url = toUrl(resolved + code.slice(end));
  nameProgram(url);
  return url;
}

/** The address of a module that exports what a package exports. */
async function toPackage(name: string | undefined, network: Network): Promise<string> {
  if (name === undefined) throw new Error("A program in a page imports constant names alone.");
  const load = packages[name];
  if (load === undefined) {
    throw new Error(
      `A program in a page imports packages of Interkit that run in a browser, and not "${name}". There are: ${Object.keys(packages).join(", ")}`,
    );
  }
  const loaded = await load();
  const exported = name === "@interkit/sandbox" ? recordedSandbox(loaded, network) : loaded;
  Object.assign(globalThis, {
    interkitPackages: { ...globals.interkitPackages, [name]: exported },
  });
  const names = Object.keys(exported).join(", ");
  return toUrl(`export const { ${names} } = globalThis.interkitPackages[${JSON.stringify(name)}];`);
}

const globals = globalThis as {
  readonly interkitPackages?: Readonly<Record<string, object>>;
};

function toUrl(code: string): string {
  return URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
}

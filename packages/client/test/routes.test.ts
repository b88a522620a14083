import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { modules } from "./generated/modules.ts";
import { formatRequest } from "./support/setup.ts";

interface Operation {
  operationId: string;
}

/** The operations of a bundle, read without the generated tables. */
function readOperations(module: string): [id: string, method: string, path: string][] {
  const version = module === "unstable" ? "preview" : module;
  const file = createRequire(import.meta.url).resolve(`@interkit/openapi/${version}.json`);
  const { paths } = JSON.parse(readFileSync(file, "utf8")) as {
    paths: Record<string, Record<string, Operation & { "x-one"?: Operation }>>;
  };
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, operation]) =>
      [operation, operation["x-one"] ?? []]
        .flat()
        .map(({ operationId }): [string, string, string] => [
          operationId,
          method.toUpperCase(),
          path,
        ]),
    ),
  );
}

type Callable = (...given: unknown[]) => PromiseLike<unknown> | AsyncIterable<unknown>;

function findMethod(intercom: unknown, id: string): Callable {
  const found = id
    .split(".")
    .reduce((node, name) => (node as Record<string, unknown>)?.[name], intercom);
  if (typeof found !== "function") throw new Error(`${id} is no method`);
  return found as Callable;
}

function listMethodIds(node: unknown, prefix = ""): string[] {
  return Object.entries(node as object).flatMap(([name, member]) =>
    typeof member === "function" ? [prefix + name] : listMethodIds(member, `${prefix}${name}.`),
  );
}

describe.each(modules)("@interkit/client/%s", async (module) => {
  const { createIntercom } = (await import(/* @vite-ignore */ `@interkit/client/${module}`)) as {
    createIntercom(options: object): unknown;
  };

  test("has the methods of its version, and no others", () => {
    const intercom = createIntercom({ token: "test-token" });
    const ids = readOperations(module).map(([id]) => id);
    expect(listMethodIds(intercom).sort()).toEqual(ids.sort());
  });

  test("has a method for every operation, which sends its route", async () => {
    const sent: Request[] = [];
    const intercom = createIntercom({
      token: "test-token",
      fetch: async (url: string, init: RequestInit) => {
        sent.push(new Request(url, init));
        // An error, so that a list ends after its first request.
        return Response.json({ type: "error.list", errors: [] }, { status: 400 });
      },
    });
    const operations = readOperations(module);
    for (const [id, , path] of operations) {
      const values = [...path.matchAll(/\{(\w+)\}/g)].map((match) => `a-${match[1]}`);
      const result = findMethod(intercom, id)(...values);
      const ended = Symbol.asyncIterator in result ? readFirstPage(result) : result;
      await Promise.resolve(ended).catch(() => {});
    }
    expect(sent.map(formatRequest)).toEqual(
      operations.map(([, method, path]) => `${method} ${path.replace(/\{(\w+)\}/g, "a-$1")}`),
    );
  });
});

async function readFirstPage(list: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of list) return;
}

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { modules } from "./generated/modules.ts";
import { asked } from "./sandbox.ts";

interface Operation {
  operationId: string;
}

/** The operations of a bundle: what the description says, whatever the tables made of it. */
function operationsOf(module: string): [id: string, method: string, path: string][] {
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

function methodAt(intercom: unknown, id: string): Callable {
  const found = id
    .split(".")
    .reduce((node, name) => (node as Record<string, unknown>)?.[name], intercom);
  if (typeof found !== "function") throw new Error(`${id} is no method`);
  return found as Callable;
}

function placesIn(node: unknown, place = ""): string[] {
  return Object.entries(node as object).flatMap(([name, member]) =>
    typeof member === "function" ? [place + name] : placesIn(member, `${place}${name}.`),
  );
}

describe.each(modules)("@interkit/client/%s", async (module) => {
  const { createIntercom } = (await import(/* @vite-ignore */ `@interkit/client/${module}`)) as {
    createIntercom(options: object): unknown;
  };

  test("has the methods of its version, and no others", () => {
    const intercom = createIntercom({ token: "test-token" });
    const ids = operationsOf(module).map(([id]) => id);
    expect(placesIn(intercom).sort()).toEqual(ids.sort());
  });

  test("has a method for every operation, which sends its route", async () => {
    const sent: Request[] = [];
    const intercom = createIntercom({
      token: "test-token",
      fetch: async (url: string, init: RequestInit) => {
        sent.push(new Request(url, init));
        // Refused, so that a list ends here too.
        return Response.json({ type: "error.list", errors: [] }, { status: 404 });
      },
    });
    const operations = operationsOf(module);
    for (const [id, , path] of operations) {
      const values = [...path.matchAll(/\{(\w+)\}/g)].map((match) => `a-${match[1]}`);
      const result = methodAt(intercom, id)(...values);
      const ended = Symbol.asyncIterator in result ? first(result) : result;
      await Promise.resolve(ended).catch(() => {});
    }
    expect(sent.map(asked)).toEqual(
      operations.map(([, method, path]) => `${method} ${path.replace(/\{(\w+)\}/g, "a-$1")}`),
    );
  });
});

async function first(list: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of list) return;
}

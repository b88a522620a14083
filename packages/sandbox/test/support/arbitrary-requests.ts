import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Snapshot } from "@interkit/sandbox";
import fc from "fast-check";
import { anything, numbers, some, withMistake, wordFor, words } from "./arbitrary-values.ts";
import type { Json } from "./workspace.ts";

/** An arbitrary request. */
export interface ArbitraryRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

const require = createRequire(import.meta.url);

function bundle(version: string): Json {
  const file = require.resolve(`@interkit/openapi/${version.toLowerCase()}.json`);
  return JSON.parse(readFileSync(file, "utf8")) as Json;
}

/** Arbitrary requests for operations of a version, mostly with ids that exist. */
export function arbitraryRequests(
  version: string,
  { collections }: Snapshot,
): fc.Arbitrary<ArbitraryRequest> {
  const document = bundle(version);
  const ids = Object.values(collections).flatMap((things) => things.map(({ id }) => id));
  const anyId = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...ids) }, words);

  /** Ids of the collection with a similar name, if there is one: they often exist. */
  const idsFor = (name: string): fc.Arbitrary<string> => {
    const base = name
      .replace(/_?ids?$/, "")
      .replace(/^.*_/, "")
      .slice(0, 6)
      .toLowerCase();
    const near = Object.entries(collections)
      .filter(([key]) => base !== "" && key.toLowerCase().includes(base))
      .flatMap(([, things]) => things.map(({ id }) => id));
    if (near.length === 0) return anyId;
    return fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...near) }, anyId);
  };

  const resolve = (node: Json): Json => {
    if (!node?.$ref) return node;
    const parts = String(node.$ref).slice(2).split("/");
    return resolve(parts.reduce((at, part) => at[part], document));
  };

  const fitting = (given: Json, name: string, depth: number): fc.Arbitrary<unknown> => {
    const schema = resolve(given ?? {});
    if (depth > 5) return anything;
    if (schema.const !== undefined) return fc.constant(schema.const);
    if (schema.enum) return fc.constantFrom(...schema.enum);
    const branches = schema.anyOf ?? schema.oneOf;
    if (branches) {
      return fc.oneof(...branches.map((branch: Json) => value(branch, name, depth + 1)));
    }
    if (schema.allOf) {
      const parts = schema.allOf.map((part: Json) => fitting(part, name, depth + 1));
      return fc.tuple(...parts).map((all) => Object.assign({}, ...all) as unknown);
    }
    const type = [schema.type].flat().find((it: string) => it !== "null");
    if (type === "array") {
      return fc.array(value(schema.items, name, depth + 1), { maxLength: 3 });
    }
    if (type === "boolean") return fc.boolean();
    if (type === "integer" || type === "number") {
      return /id/.test(name) ? idsFor(name).map(Number) : numbers;
    }
    if (type === "string") return /id/.test(name) ? idsFor(name) : wordFor(name);
    if (!schema.properties) return anything;
    const properties = Object.entries(schema.properties).map(([key, own]) => [
      key,
      value(own, key, depth + 1),
    ]);
    const all = Object.fromEntries(properties) as Record<string, fc.Arbitrary<unknown>>;
    const required = (schema.required ?? []) as string[];
    return fc.oneof(
      { weight: 10, arbitrary: fc.record(all, { requiredKeys: required }) },
      // Many objects have few required properties.
      { weight: 10, arbitrary: some(all, required) },
      fc.record(all, { requiredKeys: [] }),
    );
  };

  /** A value that is valid in most cases: an invalid one hides all others. */
  const value = (schema: Json, name: string, depth = 0): fc.Arbitrary<unknown> =>
    fc.oneof({ weight: 40, arbitrary: fitting(schema, name, depth) }, anything);

  /** An example of the description, with ids that exist. */
  const about = (example: Json, name: string): fc.Arbitrary<Json> => {
    if (Array.isArray(example)) return fc.tuple(...example.map((it) => about(it, name)));
    if (typeof example === "object" && example !== null) {
      const parts = Object.entries(example).map(([key, own]) => [key, about(own, key)]);
      return fc.record(Object.fromEntries(parts));
    }
    if (!/(^|_)ids?$/.test(name)) return fc.constant(example);
    return typeof example === "number" ? idsFor(name).map(Number) : idsFor(name);
  };

  const forOperation = (
    method: string,
    template: string,
    operation: Json,
  ): fc.Arbitrary<ArbitraryRequest> => {
    const parameters = (operation.parameters ?? []).map(resolve) as Json[];
    const query = parameters.filter((it) => it.in === "query");
    const parts = template.split("/").map((part) => {
      const name = /^\{(.+)\}$/.exec(part)?.[1];
      return name ? idsFor(name).map((id) => encode(id)) : fc.constant(part);
    });
    const queries = query.map((it) =>
      fc.option(
        value(it.schema, it.name).map((said) => `${it.name}=${encode(asWord(said))}`),
        {
          freq: it.required ? 8 : 1,
        },
      ),
    );
    const content = resolve(operation.requestBody)?.content?.["application/json"];
    const examples = [
      content?.example,
      ...Object.values(content?.examples ?? {}).map((it: Json) => it.value),
    ]
      .filter((it) => it !== undefined)
      .map((it) => fc.oneof(about(it, ""), about(it, "").chain(withMistake)));
    const bodies = content ? [value(content.schema, ""), ...examples] : [];
    const body = content
      ? fc.oneof(...bodies).map((it) => JSON.stringify(it))
      : fc.constant(undefined);
    return fc.record({
      method: fc.constant(method.toUpperCase()),
      path: fc
        .tuple(fc.tuple(...parts), fc.tuple(...queries))
        .map(([path, said]) => `${path.join("/")}?${said.filter(Boolean).join("&")}`),
      headers: fc.constant({ "Content-Type": "application/json", "Intercom-Version": version }),
      body,
    });
  };

  const operations = Object.entries(document.paths as Json).flatMap(([template, item]) =>
    Object.entries(item as Json)
      .filter(([method]) => ["get", "post", "put", "patch", "delete"].includes(method))
      .map(([method, operation]) => forOperation(method, template, operation)),
  );
  return fc.oneof({ weight: 20, arbitrary: fc.oneof(...operations) }, nonsense);
}

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "MADE-UP"] as const;

/** Requests for unknown paths. */
const nonsense: fc.Arbitrary<ArbitraryRequest> = fc.record({
  method: fc.constantFrom(...methods),
  path: fc
    .tuple(fc.constantFrom("/", "/contacts/", "/companies?", "/conversations/"), words)
    .map(
      ([start, rest]) => start + rest.replaceAll(/\p{Surrogate}/gu, "").replaceAll(/[\\\s]/g, ""),
    ),
  headers: fc.record(
    {
      "Content-Type": fc.constantFrom("application/json", "text/plain", "multipart/form-data", ";"),
      "Intercom-Version": fc.constantFrom("2.7", "Preview", "Unstable", "9", "toString", ""),
      Accept: fc.constantFrom("*/*", "text/html", ";;,", "application/json;q=0"),
      "Content-Length": fc.constantFrom("0", "-1", "x", "99999999"),
    },
    { requiredKeys: [] },
  ),
  body: fc.option(
    fc.oneof(
      words,
      anything.map((it) => JSON.stringify(it)),
    ),
    { nil: undefined },
  ),
});

function encode(text: string): string {
  return encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, ""));
}

function asWord(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

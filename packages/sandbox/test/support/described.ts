import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** Reads the description for tests, without code of the sandbox. */
const require = createRequire(import.meta.url);

export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
}

export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header" | "cookie";
  readonly required?: boolean;
  readonly schema: Schema;
}

export interface Media {
  readonly schema?: Schema;
  readonly example?: unknown;
}

interface Content {
  readonly $ref?: string;
  readonly required?: boolean;
  readonly content?: Readonly<Record<string, Media>>;
}

interface OperationObject {
  readonly operationId: string;
  readonly parameters?: readonly (Parameter | { readonly $ref: string })[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
  readonly "x-pagination"?: { readonly style: string; readonly items: string };
}

interface Bundle {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
}

/** An operation of one version, with its references followed. */
export interface Operation {
  readonly version: string;
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: (Media & { readonly type: string; readonly required: boolean }) | undefined;
  /** The dotted path of the items in the response of a list. */
  readonly items: string | undefined;
  /** The described responses by status. */
  readonly answers: ReadonlyMap<number, Media | undefined>;
}

const bundles = new Map<string, Bundle>();

export function readBundle(version: string): Bundle {
  let bundle = bundles.get(version);
  if (!bundle) {
    const file = require.resolve(`@interkit/openapi/${version.toLowerCase()}.json`);
    bundle = JSON.parse(readFileSync(file, "utf8")) as Bundle;
    bundles.set(version, bundle);
  }
  return bundle;
}

/** Follows a reference; returns other values unchanged. */
export function follow<T extends object>(version: string, node: T): T {
  const reference = (node as { $ref?: string }).$ref;
  if (!reference) return node;
  const found = reference
    .split("/")
    .slice(1)
    .reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], readBundle(version));
  return follow(version, found as T);
}

const operations = new Map<string, readonly Operation[]>();

/** Every operation of a version. */
export function operationsOf(version: string): readonly Operation[] {
  const known = operations.get(version);
  if (known) return known;
  const made = Object.entries(readBundle(version).paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => read(version, path, method, operation)),
  );
  operations.set(version, made);
  return made;
}

/** Every operation by its id, in each version that has it. */
export function everyOperation(
  versions: readonly string[],
): ReadonlyMap<string, readonly Operation[]> {
  const all = new Map<string, Operation[]>();
  for (const operation of versions.flatMap(operationsOf)) {
    all.set(operation.id, [...(all.get(operation.id) ?? []), operation]);
  }
  return new Map([...all].sort(([one], [other]) => (one < other ? -1 : 1)));
}

function read(
  version: string,
  path: string,
  method: string,
  operation: OperationObject,
): Operation {
  const { parameters = [], requestBody, responses } = operation;
  const sent = requestBody && follow(version, requestBody);
  const [type = "", media] = Object.entries(sent?.content ?? {})[0] ?? [];
  return {
    version,
    id: operation.operationId,
    method: method.toUpperCase(),
    path,
    parameters: parameters.map((parameter) => follow(version, parameter) as Parameter),
    items: operation["x-pagination"]?.items,
    body: media && { ...media, type, required: sent?.required ?? false },
    answers: new Map(
      Object.entries(responses).map(([status, answer]) => [
        Number(status),
        follow(version, answer).content?.["application/json"],
      ]),
    ),
  };
}

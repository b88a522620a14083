import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { changesOf, classOf } from "../changes.ts";
import { compareDescriptions } from "../compare.ts";
import type { Direction } from "../difference.ts";
import type { Json, JsonObject } from "../json.ts";
import type { ChangeClass } from "../policy.ts";

/** From base to head, and from head to base. */
type Classes = readonly [ChangeClass, ChangeClass];

interface SchemaPair {
  readonly title: string;
  readonly openapi?: string | [string, string];
  readonly base: JsonObject;
  readonly head: JsonObject;
  readonly baseSchemas?: JsonObject;
  readonly headSchemas?: JsonObject;
  readonly request?: Classes;
  readonly response?: Classes;
  /** What a message has to name. */
  readonly says?: string;
}

interface DocumentPair {
  readonly title: string;
  readonly base: JsonObject;
  readonly head: JsonObject;
  readonly classes: Classes;
  readonly says?: string;
  /** All messages of the change from base to head. */
  readonly only?: readonly string[];
}

const read = <Row>(name: string): Row[] =>
  parse(readFileSync(new URL(name, import.meta.url), "utf8"), { merge: true });

const shared: JsonObject = {
  Thing: { type: "object", properties: { a: { type: "string" } } },
  Other: { type: "object", properties: { z: { type: "integer" } }, required: ["z"] },
};

/** A description with one operation, in which a schema stands in what is sent or in what is received. */
function documentOf(
  schema: Json,
  direction: Direction,
  schemas: JsonObject = {},
  openapi = "3.1.0",
): JsonObject {
  const field = { type: "object", properties: { field: schema }, required: ["field"] };
  const content = { "application/json": { schema: field } };
  const response = direction === "response" ? { content } : {};
  const body = direction === "request" ? { requestBody: { content } } : {};
  const responses = { 200: { description: "Fine.", ...response } };
  // What one of the two does not refer to is not what is compared here.
  const others = { content: references };
  const put = { operationId: "things.update", ...body, responses };
  const post =
    direction === "request"
      ? { operationId: "things.try", requestBody: others, responses: { 200: {} } }
      : { operationId: "things.try", responses: { 200: others } };
  return {
    openapi,
    info: {},
    paths: { "/things": { put, post } },
    components: { schemas: { ...shared, ...schemas } },
  } as JsonObject;
}

const references: JsonObject = Object.fromEntries(
  Object.keys(shared).map((name) => [
    `text/${name}`,
    { schema: { $ref: `#/components/schemas/${name}` } },
  ]),
);

/** The changes of the operation under test. */
function compare(base: JsonObject, head: JsonObject) {
  return changesOf(compareDescriptions(base, head));
}

function expectClasses(base: JsonObject, head: JsonObject, classes: Classes, says?: string): void {
  const [forward, backward] = [compare(base, head), compare(head, base)];
  const shown = [forward, backward].map((all) => all.map((one) => `${one.class}: ${one.message}`));
  expect([classOf(forward), classOf(backward)], JSON.stringify(shown)).toEqual(classes);
  if (says !== undefined) {
    for (const all of [forward, backward]) {
      expect(all.map(({ message }) => message).join("\n")).toContain(says);
    }
  }
}

describe.each(["properties", "values", "null-and-unions", "equivalent"])("%s", (name) => {
  const rows = read<SchemaPair>(`${name}.yaml`).flatMap((pair) =>
    (["request", "response"] as const).flatMap((direction) => {
      const classes = name === "equivalent" ? (["none", "none"] as const) : pair[direction];
      return classes === undefined ? [] : [{ ...pair, direction, classes }];
    }),
  );
  test.each(rows)("$title: $direction $classes", (row) => {
    const { openapi = "3.1.0", direction, classes, says } = row;
    const [before, after] = typeof openapi === "string" ? [openapi, openapi] : openapi;
    const base = documentOf(row.base, direction, row.baseSchemas, before);
    const head = documentOf(row.head, direction, row.headSchemas, after);
    expectClasses(base, head, classes, says);
  });
});

describe.each(["documents", "services"])("%s", (name) => {
  test.each(read<DocumentPair>(`${name}.yaml`))("$title, $classes", (row) => {
    expectClasses(row.base, row.head, row.classes, row.says);
    const messages = compare(row.base, row.head).map(({ message }) => message);
    if (row.only !== undefined) expect(messages.sort()).toEqual([...row.only].sort());
  });
});

test.each(read<DocumentPair>("operations.yaml"))("operations: $title, $classes", (row) => {
  expectClasses(operationDocument(row.base), operationDocument(row.head), row.classes, row.says);
});

test("there are pairs of each kind", () => {
  const names = [
    "properties",
    "values",
    "null-and-unions",
    "equivalent",
    "operations",
    "documents",
    "services",
  ];
  const titles = names
    .flatMap((name) => read<DocumentPair>(`${name}.yaml`))
    .map((row) => row.title);
  expect(titles.length).toBeGreaterThan(200);
  expect(new Set(titles).size).toBe(titles.length);
});

function operationDocument(operation: JsonObject): JsonObject {
  const get = { operationId: "things.get", responses: { 200: {} }, ...operation };
  const securitySchemes = {
    key: { type: "apiKey", in: "header", name: "Key" },
    oauth: { type: "oauth2", flows: {} },
  };
  return {
    openapi: "3.1.0",
    info: {},
    security: [{ key: [] }],
    paths: { "/things/{id}": { get } },
    components: { securitySchemes },
  } as JsonObject;
}

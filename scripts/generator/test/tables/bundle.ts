import type { Bundle } from "interkit-generator/description/bundle";
import type { JsonObject } from "interkit-generator/description/source";
import { tablesFor } from "interkit-generator/tables/generate";
import config from "../../../../openapi/generator.config.ts";

/** A bundle with these operations, keyed by route, and these schemas: as small as a test needs. */
export function bundleOf(
  version: string,
  operations: Record<string, JsonObject>,
  schemas: JsonObject = {},
): Bundle {
  const paths: JsonObject = {};
  for (const [route, operation] of Object.entries(operations)) {
    const [method = "", path = ""] = route.split(" ");
    const declared = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
      name: name ?? "",
      in: "path",
      required: true,
      description: `The id of the ${name?.replace("_id", "")}.`,
      schema: { type: "string", examples: ["7"] },
    }));
    const parameters = [...((operation["parameters"] ?? []) as JsonObject[]), ...declared];
    paths[path] = {
      ...(paths[path] as JsonObject | undefined),
      [method.toLowerCase()]: { responses: answer("Thing"), ...operation, parameters },
    };
  }
  return { version, document: { openapi: "3.1.0", paths, components: { schemas } } };
}

export const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });

export const json = (schema: JsonObject): JsonObject => ({
  content: { "application/json": { schema } },
});

export const answer = (name: string): JsonObject => ({ "200": json(ref(name)) });

export const body = (name: string, required = true): JsonObject => ({
  required,
  ...json(ref(name)),
});

export const query = (name: string, required = false): JsonObject => ({
  name,
  in: "query",
  required,
  schema: { type: "string" },
});

export const thing: JsonObject = { type: "object", properties: { id: { type: "string" } } };

export const thingList: JsonObject = {
  type: "object",
  properties: { data: { type: "array", items: ref("Thing") } },
};

/** What the bundles of these tests have in common. */
export const schemas: JsonObject = { Thing: thing, ThingList: thingList, ThingRequest: thing };

/** The text of one generated file. */
export function file(name: string, ...bundles: Bundle[]): string {
  const found = tablesFor(config, bundles).find(({ path }) =>
    path.endsWith(`/generated/${name}.ts`),
  );
  if (!found) throw new Error(`no ${name}.ts`);
  return found.text;
}

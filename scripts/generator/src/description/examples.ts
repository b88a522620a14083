import { createRequire } from "node:module";
import { asObject, type Json, type JsonObject } from "./source.ts";
import { lookUp, operationsOf } from "./walk.ts";

// openapi-sampler is CommonJS without declarations of its own.
const { sample } = createRequire(import.meta.url)("openapi-sampler") as {
  sample(schema: unknown, options: Record<string, unknown>, document: unknown): Json;
};

/**
 * Gives each request body and each response an example, composed from the examples of the schema's
 * properties, so that an example always fits its version. An author's own example at a media type
 * is kept.
 */
export function addExamples(document: JsonObject): void {
  for (const { node } of operationsOf(document)) {
    addExample(document, node["requestBody"], { skipReadOnly: true });
    for (const response of Object.values(asObject(node["responses"]) ?? {})) {
      addExample(document, response, { skipWriteOnly: true });
    }
  }
}

function addExample(document: JsonObject, holder: Json | undefined, options: JsonObject): void {
  const target = dereference(document, asObject(holder));
  for (const [type, media] of Object.entries(asObject(target?.["content"]) ?? {})) {
    const content = asObject(media);
    const schema = content?.["schema"];
    if (!content || !schema || !/json/.test(type)) continue;
    if ("example" in content || "examples" in content) continue;
    content["example"] = sample(schema, { ...options, maxSampleDepth: 20, quiet: true }, document);
  }
}

function dereference(document: JsonObject, node: JsonObject | undefined): JsonObject | undefined {
  const reference = node?.["$ref"];
  return typeof reference === "string" ? lookUp(document, reference) : node;
}

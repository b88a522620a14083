import type { Problem } from "./problems.ts";
import { copyOf, originOf } from "./resolve.ts";
import { asObject, type Json, type JsonObject, type Source } from "./source.ts";
import { objectsIn } from "./walk.ts";

/**
 * Completes each schema that has `x-based-on`: it gets the properties and the keywords of the schema
 * named there, except what it states itself or leaves out. A notification, for example, has the contact
 * of the API, with its times as text.
 */
export function deriveSchemas(source: Source, document: JsonObject, problems: Problem[]): void {
  const schemas = asObject(asObject(document["components"])?.["schemas"]) ?? {};
  const derived = Object.values(schemas).filter((node) => asObject(node)?.["x-based-on"]);
  for (const node of derived as JsonObject[]) {
    const { "x-based-on": basis, ...own } = node;
    const { schema: name, without = [], times } = basis as JsonObject;
    const base = asObject(schemas[String(name)]);
    if (!base || derived.includes(base)) {
      problems.push({
        position: source.positionOf(originOf(node)),
        mistake: base ? `"${name}" is based on another schema` : `there is no schema "${name}"`,
        fix: "name a schema that states its own properties and is in the same versions",
      });
      continue;
    }
    const dropped = new Set((without as Json[]).map(String));
    const copy = copyOf(base) as JsonObject;
    if (times === "text") for (const schema of objectsIn(copy)) writeTimeAsText(schema);
    const { properties, required = [], ...rest } = copy;
    const kept = Object.entries(asObject(properties) ?? {}).filter(([key]) => !dropped.has(key));
    const names = (required as Json[]).filter((key) => !dropped.has(String(key)));
    Object.assign(node, {
      ...rest,
      ...(names.length > 0 ? { required: names } : {}),
      ...own,
      properties: { ...Object.fromEntries(kept), ...asObject(own["properties"]) },
    });
    delete node["x-based-on"];
  }
}

/** Turns Unix seconds into ISO 8601 text, examples included. */
function writeTimeAsText(schema: JsonObject): void {
  if (schema["format"] !== "unixtime") return;
  schema["format"] = "date-time";
  const types = [schema["type"]].flat();
  schema["type"] = types.length > 1 ? ["string", "null"] : "string";
  const { description } = schema;
  if (typeof description === "string") {
    const words = description.replace(/^Unix seconds/, "ISO 8601 text");
    schema["description"] = words.replace(/,? in Unix seconds/g, "");
  }
  if (!Array.isArray(schema["examples"])) return;
  schema["examples"] = schema["examples"].map((seconds) =>
    typeof seconds === "number" ? new Date(seconds * 1000).toISOString() : seconds,
  );
}

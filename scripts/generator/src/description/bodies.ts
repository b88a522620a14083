import { follow } from "./lists.ts";
import { asObject, type Json, type JsonObject } from "./source.ts";
import { operationsOf } from "./walk.ts";

/** A request needs a body where the body's schema requires something of it, and only there. */
export function requireBodies(document: JsonObject): void {
  for (const { node } of operationsOf(document)) {
    const body = asObject(node["requestBody"]);
    if (!body) continue;
    const [media] = Object.values(asObject(body["content"]) ?? {});
    if (requiresSomething(document, asObject(media)?.["schema"])) body["required"] = true;
    else delete body["required"];
  }
}

/** Whether an object has to have any property to fit a schema, whichever form of it is chosen. */
function requiresSomething(document: JsonObject, node: Json | undefined): boolean {
  const schema = follow(document, node);
  if (!schema) return false;
  const { required, allOf, anyOf, oneOf } = schema;
  const requires = (member: Json): boolean => requiresSomething(document, member);
  if (Array.isArray(required) && required.length > 0) return true;
  if (Array.isArray(allOf) && allOf.some(requires)) return true;
  return [anyOf, oneOf].some((forms) => Array.isArray(forms) && forms.every(requires));
}

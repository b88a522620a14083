import { asObject, type JsonObject } from "../description/source.ts";
import { referenceName } from "./lists.ts";

/** The `webhooks` interface of a version: the type of the item for each topic. */
export function webhooksInterface(document: JsonObject): string {
  const rows = Object.entries(asObject(document["webhooks"]) ?? {}).flatMap(([topic, node]) => {
    const post = asObject(asObject(node)?.["post"]) ?? {};
    const item = referenceName(itemOf(post));
    if (!item)
      throw new Error(`${topic}: the item of a webhook is a component, not an inline schema`);
    return [`  /** ${String(post["summary"])}. */`, `  ${JSON.stringify(topic)}: ${item};`];
  });
  return [
    "/** What a notification is about, by its topic. */",
    "export interface webhooks {",
    ...rows,
    "}",
  ].join("\n");
}

function itemOf(post: JsonObject) {
  const body = asObject(asObject(post["requestBody"])?.["content"])?.["application/json"];
  const [, own] = (asObject(asObject(body)?.["schema"])?.["allOf"] ?? []) as JsonObject[];
  const data = asObject(asObject(own?.["properties"])?.["data"]);
  return asObject(data?.["properties"])?.["item"];
}

import { asObject, type JsonObject } from "../description/source.ts";
import { webhooksOf } from "../description/walk.ts";
import { referenceName } from "./lists.ts";

/** The `webhooks` interface of a version: the type of the item for each topic. */
export function webhooksInterface(document: JsonObject): string {
  const rows = webhooksOf(document).flatMap(({ topic, node }) => {
    // The schema of `x-item` refuses anything but a reference.
    const item = referenceName(itemOf(node)) as string;
    return [`  /** ${String(node["summary"])}. */`, `  ${JSON.stringify(topic)}: ${item};`];
  });
  return [
    "/** What a notification is about, by its topic. */",
    "export interface webhooks {",
    ...rows,
    "}",
  ].join("\n");
}

function itemOf(webhook: JsonObject) {
  const body = asObject(asObject(webhook["requestBody"])?.["content"])?.["application/json"];
  const [, own] = (asObject(asObject(body)?.["schema"])?.["allOf"] ?? []) as JsonObject[];
  const data = asObject(asObject(own?.["properties"])?.["data"]);
  return asObject(data?.["properties"])?.["item"];
}

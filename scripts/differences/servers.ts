import { Pair } from "./difference.ts";
import { asArray, asObject, isEqualJson, type JsonObject, show } from "./json.ts";
import { proseOf } from "./keywords.ts";

/** Compares the servers of two descriptions, each known by its URL, and their variables. */
export function compareServers(base: JsonObject, head: JsonObject): Pair[] {
  const [before, after] = [serversOf(base), serversOf(head)];
  return [...new Set([...before.keys(), ...after.keys()])].map((url) => {
    const pair = new Pair(`server ${url}`, undefined, "request");
    const [from, to] = [before.get(url), after.get(url)];
    if (from === undefined) pair.add("server-added", "", [], ["exists"]);
    else if (to === undefined) pair.add("server-removed", "", ["exists"]);
    else {
      if (proseOf(from) !== proseOf(to)) pair.add("prose-changed", "");
      compareVariables(from, to, pair);
    }
    return pair;
  });
}

function serversOf(document: JsonObject): Map<string, JsonObject> {
  const servers = asArray(document["servers"]).flatMap((server): [string, JsonObject][] => {
    const node = asObject(server);
    return typeof node?.["url"] === "string" ? [[node["url"], node]] : [];
  });
  return new Map(servers);
}

function compareVariables(base: JsonObject, head: JsonObject, pair: Pair): void {
  const [before, after] = [base, head].map((server) => asObject(server["variables"]) ?? {});
  for (const name of new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])) {
    const path = ` variable ${name}`;
    const [from, to] = [asObject(before?.[name]) ?? {}, asObject(after?.[name]) ?? {}];
    if (proseOf(from) !== proseOf(to)) pair.add("prose-changed", path);
    const says = (variable: JsonObject) =>
      variable["default"] === undefined ? [] : [`default ${show(variable["default"])}`];
    if (!isEqualJson(from["default"], to["default"]))
      pair.add("default-changed", path, says(from), says(to));
    const [values, others] = [valuesOf(from), valuesOf(to)];
    if (values === undefined && others !== undefined) pair.add("values-limited", path, [], others);
    else if (values !== undefined && others === undefined) pair.add("values-freed", path, values);
    for (const value of values ?? []) {
      if (others?.includes(value) === false) pair.add("value-removed", path, [value]);
    }
    for (const value of others ?? []) {
      if (values?.includes(value) === false) pair.add("value-added", path, [], [value]);
    }
  }
}

function valuesOf(variable: JsonObject): string[] | undefined {
  const stated = variable["enum"];
  return stated === undefined ? undefined : asArray(stated).map((value) => `value ${show(value)}`);
}

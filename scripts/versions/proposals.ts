import path from "node:path";
import { finish } from "interkit-generator/description/finish";
import { versionsInRange } from "interkit-generator/description/ranges";
import { resolveVersion } from "interkit-generator/description/resolve";
import {
  asObject,
  type Json,
  type JsonObject,
  readSource,
  type Source,
} from "interkit-generator/description/source";
import { operationsOf, referencesFrom } from "interkit-generator/description/walk";
import { pathShape } from "../differences/description.ts";
import { compare } from "../drift/compare.ts";
import { Ledger, readCorrections } from "../drift/corrections.ts";
import { likeNext, names, without } from "./range-words.ts";
import { type Edit, everyObject, rangeOf, type WrittenRange } from "./written-ranges.ts";

/** Ranges that are changed together, or not at all. */
type Candidate = readonly {
  readonly node: JsonObject;
  readonly at: WrittenRange;
  readonly range: string;
}[];

/**
 * The ranges that make a new version more like Intercom's own file of it. Each difference of the
 * version after the new one is tried for the new one, and kept if it makes the two descriptions
 * agree in more facts.
 */
export function proposals(folder: string, version: string, official: JsonObject): Edit[] {
  const source = readSource(folder);
  const corrections = readCorrections(path.join(folder, "corrections.yaml"));
  const ledger = new Ledger(corrections, version, source.versions);
  const kept = new Map<WrittenRange, Edit>();
  const open = candidatesOf(source, version);
  for (let found = true; found; ) {
    found = false;
    for (const candidate of open) {
      if (candidate.every(({ at }) => kept.has(at))) continue;
      const part = affectedBy(source, candidate);
      const score = () => differences(part, version, official, ledger);
      const before = score();
      const written = candidate.map(({ node }) => node["x-versions"] as Json);
      for (const { node, range } of candidate) node["x-versions"] = range;
      if (score() < before) {
        for (const { at, range } of candidate) kept.set(at, { at, range });
        found = true;
      } else {
        candidate.forEach(({ node }, index) => {
          node["x-versions"] = written[index] as Json;
        });
      }
    }
  }
  return [...kept.values()];
}

/** The differences of the version after: the variants of a thing together, all others one by one. */
function candidatesOf(source: Source, version: string): Candidate[] {
  const { versions } = source;
  const after = versions[versions.indexOf(version) + 1] as string;
  const isLast = after === versions.at(-1);
  const inGroups = new Set<JsonObject>();
  const changeOf = (node: JsonObject): Candidate => {
    const at = rangeOf(node, source.positionOf(node));
    if (!at) return [];
    const included = versionsInRange(at.range, versions);
    if (included.has(version) === included.has(after)) return [];
    const range = names(at.range, version)
      ? without(at.range, version, versions)
      : likeNext(at.range, version, after, isLast);
    return range === undefined ? [] : [{ node, at, range }];
  };
  const found: Candidate[] = [];
  for (const object of everyObject(source.document)) {
    for (const [key, value] of Object.entries(object)) {
      if (!Array.isArray(value)) continue;
      const members = value.flatMap((member): JsonObject[] => [asObject(member) ?? []].flat());
      const group = members.flatMap(changeOf);
      if (key === "x-variants") for (const member of members) inGroups.add(member);
      if (group.length > 1 || (key === "x-variants" && group.length > 0)) found.push(group);
    }
    if (!inGroups.has(object)) {
      const alone = changeOf(object);
      if (alone.length > 0) found.push(alone);
    }
  }
  return found;
}

/** The part of a description that some of its nodes can change: operations, and what they use. */
function affectedBy(source: Source, candidate: Candidate): Source {
  const { document } = source;
  const nodes = new Set(candidate.map(({ node }) => node));
  const has = (node: Json | undefined) => [...everyObject(node)].some((one) => nodes.has(one));
  const components = asObject(document["components"]) ?? {};
  const changed = new Set(
    Object.entries(components).flatMap(([kind, map]) =>
      Object.entries(asObject(map) ?? {})
        .filter(([, node]) => has(node))
        .map(([name]) => `#/components/${kind}/${name}`),
    ),
  );
  const paths: JsonObject = {};
  for (const { path: route, method, node } of operationsOf(document)) {
    const item = asObject(asObject(document["paths"])?.[route]);
    const uses = [...referencesFrom(document, node)].some((name) => changed.has(name));
    if (!uses && !has(node)) continue;
    paths[route] = { ...asObject(paths[route]), [method]: node };
    if (item?.["parameters"]) (paths[route] as JsonObject)["parameters"] = item["parameters"];
  }
  const used = referencesFrom(document, paths);
  const kept = Object.fromEntries(
    Object.entries(components).map(([kind, map]) => [
      kind,
      Object.fromEntries(
        Object.entries(asObject(map) ?? {}).filter(([name]) =>
          used.has(`#/components/${kind}/${name}`),
        ),
      ),
    ]),
  );
  return { ...source, document: { ...document, paths, components: kept } };
}

/** In how many facts a part of the description and Intercom's own differ, corrections left out. */
function differences(part: Source, version: string, official: JsonObject, ledger: Ledger): number {
  const mine = finish(resolveVersion(part, version, []));
  const routes = new Set(
    operationsOf(part.document).map(({ method, path: route }) => `${method} ${pathShape(route)}`),
  );
  const paths = Object.entries(asObject(official["paths"]) ?? {}).map(([route, item]) => {
    const kept = Object.entries(asObject(item) ?? {}).filter(
      ([key]) => key === "parameters" || routes.has(`${key} ${pathShape(route)}`),
    );
    return [route, Object.fromEntries(kept)];
  });
  const theirs = { ...official, paths: Object.fromEntries(paths) };
  const found = compare(mine, theirs, ledger).differences.filter(
    ({ route }) => route !== "schemas",
  );
  return found.reduce(
    (sum, { ours, official, others }) => sum + ours.length + official.length + others.length,
    0,
  );
}

import { readFileSync } from "node:fs";
import path from "node:path";
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import { type Cache, NO_CACHE } from "../cache.ts";
import type { Position, Problem } from "./problems.ts";
import type { Json, JsonObject } from "./source.ts";

/** Where the objects and arrays of source files were written. */
export type Positions = WeakMap<object, Position>;

/** Reads a YAML file of a folder, and notes where its objects and arrays stand. */
export function readYaml(
  folder: string,
  file: string,
  positions: Positions,
  problems: Problem[],
  cache: Cache = NO_CACHE,
): Json {
  const text = readFileSync(path.join(folder, file), "utf8");
  const before = problems.length;
  const read: { value?: Json } = {};
  const kept = cache.remember(
    "yaml",
    () => [file, text],
    () => {
      read.value = parse(text, file, positions, problems);
      if (problems.length > before) return undefined;
      const places = [...nodesIn(read.value)].map((node) => positions.get(node) as Position);
      return { value: read.value, places };
    },
  );
  if (!kept) return read.value as Json;
  const places = kept.places.values();
  for (const node of nodesIn(kept.value)) positions.set(node, places.next().value as Position);
  return kept.value;
}

/** The objects and arrays in a value, itself first. */
function* nodesIn(value: Json): Generator<object> {
  if (typeof value !== "object" || value === null) return;
  yield value;
  for (const child of Object.values(value)) yield* nodesIn(child);
}

function parse(text: string, file: string, positions: Positions, problems: Problem[]): Json {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter });
  for (const error of document.errors) {
    problems.push({
      position: { file, line: error.linePos?.[0].line ?? 1 },
      mistake: (error.message.split("\n")[0] ?? "broken YAML").replace(/ at line.*/, ""),
      fix: "correct the YAML",
    });
  }

  const lineOf = (offset: number) => lineCounter.linePos(offset).line;

  const convert = (node: Node | null): Json => {
    if (isAlias(node)) return convert((node.resolve(document) as Node | undefined) ?? null);
    if (isScalar(node)) return node.value as Json;
    const position: Position = { file, line: lineOf(node?.range?.[0] ?? 0) };
    if (isSeq(node)) {
      const array = node.items.map((item) => convert(item as Node));
      positions.set(array, position);
      return array;
    }
    const object: JsonObject = {};
    if (isMap(node)) {
      for (const { key, value } of node.items) {
        const start = isScalar(key) ? key.range?.[0] : undefined;
        const name = isScalar(key) ? String(key.value) : String(key);
        const child = convert(value as Node | null);
        // A mapping is reported at the line of its key, where an author looks for it.
        if (start !== undefined && child && typeof child === "object") {
          positions.set(child, { ...positions.get(child), file, line: lineOf(start) });
        }
        object[name] = child;
      }
    }
    positions.set(object, { ...position, ...versionsIn(node) });
    return object;
  };
  return convert(document.contents as Node | null);
}

/** Where the range of versions stands that a mapping has, if it has one. */
function versionsIn(node: Node | null): Pick<Position, "range"> {
  if (!isMap(node)) return {};
  const value = node.get("x-versions", true) ?? node.get("versions", true);
  return isScalar(value) && value.range ? { range: [value.range[0], value.range[1]] } : {};
}

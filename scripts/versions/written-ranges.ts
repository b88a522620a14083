import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Position, Problem } from "interkit-generator/description/problems";
import { asObject, type Json, type JsonObject } from "interkit-generator/description/source";
import { type Positions, readYaml } from "interkit-generator/description/yaml";
import { globSync } from "tinyglobby";
import { isRange } from "./range-words.ts";

/** A range of versions, and where its scalar stands in which file of the description. */
export interface WrittenRange {
  readonly position: Position;
  readonly start: number;
  readonly end: number;
  readonly range: string;
}

/** A range that is to stand in place of a written one. */
export interface Edit {
  readonly at: WrittenRange;
  readonly range: string;
}

/** The files of evidence and corrections, which have ranges of versions. */
export const LEDGERS = ["evidence/*.yaml", "corrections.yaml"];

/** The ranges in some files of a description, in their order. */
export function writtenRanges(folder: string, files: readonly string[]): WrittenRange[] {
  return globSync([...files], { cwd: folder })
    .sort()
    .flatMap((file) => {
      const positions: Positions = new WeakMap();
      const problems: Problem[] = [];
      const content = readYaml(folder, file, positions, problems);
      return [...everyObject(content)].flatMap((object) => {
        const found = rangeOf(object, positions.get(object));
        return found ? [found] : [];
      });
    });
}

/** The range that a mapping has itself, as `x-versions` or `versions`. */
export function rangeOf(
  object: JsonObject,
  position: Position | undefined,
): WrittenRange | undefined {
  const range = object["x-versions"] ?? object["versions"];
  if (typeof range !== "string" || !isRange(range) || !position?.range) return undefined;
  const [start, end] = position.range;
  return { position, start, end, range };
}

/** Every mapping of a YAML file, those in enums included. */
export function* everyObject(node: Json | undefined): Generator<JsonObject> {
  const object = asObject(node);
  if (object) yield object;
  for (const child of Array.isArray(node) ? node : Object.values(object ?? {})) {
    yield* everyObject(child);
  }
}

/** Writes ranges in place of others, and leaves everything else of the files as it is. */
export function applyEdits(folder: string, edits: readonly Edit[]): void {
  for (const file of new Set(edits.map(({ at }) => at.position.file))) {
    const target = path.join(folder, file);
    let text = readFileSync(target, "utf8");
    const own = edits.filter(({ at }) => at.position.file === file);
    // From the end, so that the places before stay where they are.
    for (const { at, range } of own.sort((a, b) => b.at.start - a.at.start)) {
      const isQuoted = text[at.start] === '"';
      text = text.slice(0, at.start) + scalarOf(range, isQuoted) + text.slice(at.end);
    }
    writeFileSync(target, text);
  }
}

/** YAML takes `<2.16` and `Preview` as they are, and reads `2.16` as a number and `>` as a block. */
function scalarOf(range: string, isQuoted: boolean): string {
  const isPlain = range === "Preview" || (!isQuoted && range.startsWith("<"));
  return isPlain ? range : `"${range}"`;
}

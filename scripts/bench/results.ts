import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Summaries } from "./measure.ts";
import { pageOf } from "./page.ts";

/** What was measured with one line of Node, of all areas or of some. */
export interface Results {
  readonly node: string;
  readonly areas: Readonly<Record<string, AreaResults>>;
}

export interface AreaResults extends Summaries {
  readonly date: string;
  readonly machine: string;
  /** How many processes the processors were busy with when it began. */
  readonly load: number;
  /** Of the packed packages. */
  readonly checksum: string;
}

const root = path.resolve(import.meta.dirname, "../..");
const folder = path.join(import.meta.dirname, "results");

/** Keeps what was measured, in place of earlier results of the same line of Node and area. */
export function keep(
  node: string,
  area: string,
  measured: Omit<AreaResults, "date" | "machine">,
): void {
  const machine = `${os.cpus()[0]?.model.trim()}, ${os.availableParallelism()} processors`;
  const date = new Date().toISOString().slice(0, 10);
  const before = read(fileOf(node));
  const areas = { ...before?.areas, [area]: { date, machine, ...measured } };
  mkdirSync(folder, { recursive: true });
  write(fileOf(node), `${JSON.stringify({ node, areas }, undefined, 2)}\n`);
  write(path.join(root, "BENCHMARKS.md"), pageOf(all()));
}

/** Whether an area has results of these packages. */
export function isMeasured(node: string, area: string, checksum: string): boolean {
  const found = read(fileOf(node));
  return found?.node === node && found.areas[area]?.checksum === checksum;
}

/** The kept results, those of the oldest Node first. */
function all(): Results[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return names.sort().flatMap((name) => read(path.join(folder, name)) ?? []);
}

function fileOf(node: string): string {
  return path.join(folder, `node-${node.split(".")[0]}.json`);
}

function read(file: string): Results | undefined {
  if (!existsSync(file)) return undefined;
  return JSON.parse(readFileSync(file, "utf8")) as Results;
}

/** A run that is interrupted leaves the file as it was, or whole. */
function write(file: string, text: string): void {
  writeFileSync(`${file}.part`, text);
  renameSync(`${file}.part`, file);
}

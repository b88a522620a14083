import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import { isSurvivor, type Mutant } from "./stryker.ts";

/** A mutant that no test can detect, or none needs to. */
export interface Explained {
  readonly file: string;
  /** How the replaced text begins, on one line. */
  readonly code: string;
  readonly becomes: string;
  readonly why: string;
}

/** The entries of survivors.yaml. */
export async function allExplained(): Promise<Explained[]> {
  const text = await readFile(new URL("survivors.yaml", import.meta.url), "utf8");
  return parse(text) as Explained[];
}

export function isOf(entry: Explained, { file, code, becomes }: Mutant): boolean {
  return entry.file === file && code.startsWith(entry.code) && becomes === entry.becomes;
}

/** The entries that explain no survivor, of the files in which these are all mutants. */
export function staleOf(explained: readonly Explained[], tried: readonly Mutant[]): Explained[] {
  const files = new Set(tried.map(({ file }) => file));
  // On a busy machine, a timed-out mutant may only have been slow.
  const survivors = tried.filter((one) => isSurvivor(one) || one.status === "Timeout");
  return explained.filter(
    (entry) => files.has(entry.file) && !survivors.some((one) => isOf(entry, one)),
  );
}

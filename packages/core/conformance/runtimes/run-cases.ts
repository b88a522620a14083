import { tryCase } from "../case.ts";
import { cases } from "../cases.ts";
import { ours, type SubjectMaker } from "../subject.ts";
import { tryAll } from "../try-all.ts";

/** What was wrong with each promise, in the order of the cases; null for those that were kept. */
export type Complaints = readonly (string | null)[];

/** Tries every promise on our client with features of every platform. It is bundled and run there. */
export async function runCases(
  serverUrl: string,
  maker: SubjectMaker = ours("@interkit/core"),
): Promise<Complaints> {
  const verdicts = await tryAll(cases, (one) => tryCase(one, maker, serverUrl));
  return verdicts.map(({ complaint }) => complaint ?? null);
}

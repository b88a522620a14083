import type { Complaints } from "../../../../scripts/runtimes/suite.ts";
import { tryCase } from "../case.ts";
import { cases } from "../cases.ts";
import { ours, type SubjectMaker } from "../subject.ts";
import { tryAll } from "../try-all.ts";

/** Tries every promise on our client with features of every platform. It is bundled and run there. */
export async function run(
  serverUrl: string,
  maker: SubjectMaker = ours("@interkit/core"),
): Promise<Complaints> {
  const verdicts = await tryAll(cases, (one) => tryCase(one, maker, serverUrl));
  return verdicts.map(({ complaint }) => complaint ?? null);
}

import pMap from "p-map";
import { tryCase } from "../case.ts";
import { cases } from "../cases.ts";
import { ours } from "../subject.ts";

/** What was wrong with each promise, in the order of the cases; null for those that were kept. */
export type Complaints = readonly (string | null)[];

/** Tries every promise on our client, with nothing but what every platform has. Bundled, and run there. */
export function judge(serverUrl: string): Promise<Complaints> {
  const maker = ours("@interkit/core");
  return pMap(cases, async (one) => (await tryCase(one, maker, serverUrl)).complaint ?? null, {
    concurrency: 4,
  });
}

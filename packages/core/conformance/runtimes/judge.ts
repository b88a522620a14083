import pMap from "p-map";
import { type Case, tryCase } from "../case.ts";
import { cases } from "../cases.ts";
import { ours } from "../subject.ts";

/** What was wrong with each promise, in the order of the cases; null for those that were kept. */
export type Complaints = readonly (string | null)[];

/** Tries every promise on our client, with nothing but what every platform has. Bundled, and run there. */
export async function judge(serverUrl: string): Promise<Complaints> {
  const maker = ours("@interkit/core");
  const complaintOf = async (one: Case) => (await tryCase(one, maker, serverUrl)).complaint ?? null;
  const complaints = await pMap(cases, complaintOf, { concurrency: 4 });
  // A busy machine misses milliseconds by accident. What is broken is broken on its own as well.
  const again = async (one: Case, index: number) => {
    const complaint = complaints[index] ?? null;
    return complaint !== null && isTimed(one) ? complaintOf(one) : complaint;
  };
  return pMap(cases, again, { concurrency: 1 });
}

const isTimed = ({ area }: Case) => area === "time" || area === "waiting";

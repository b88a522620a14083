import { nodeFetch } from "@interkit/core/node";
import { ours } from "../subject.ts";
import { type Complaints, runCases as runCasesOf } from "./run-cases.ts";

/** Tries every promise on our client with connections of its own, from the undici that is installed. */
export async function runCases(serverUrl: string): Promise<Complaints> {
  const fetch = nodeFetch({ connections: 64 });
  const complaints = await runCasesOf(serverUrl, ours("nodeFetch", fetch));
  await fetch.close();
  return complaints;
}

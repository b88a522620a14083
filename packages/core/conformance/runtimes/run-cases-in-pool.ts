import { nodeFetch } from "@interkit/core/node";
import type { Complaints } from "../../../../scripts/runtimes/suite.ts";
import { ours } from "../subject.ts";
import { run as runCases } from "./run-cases.ts";

/** Tries every promise on our client with connections of its own, from the undici that is installed. */
export async function run(serverUrl: string): Promise<Complaints> {
  const fetch = nodeFetch({ connections: 64 });
  const complaints = await runCases(serverUrl, ours("nodeFetch", fetch));
  await fetch.close();
  return complaints;
}

import type { Cli } from "../program/cli.ts";
import { topicsOf } from "./topics.ts";

/** Prints the topics of the API version that `--api-version` names. */
export async function listTopics({ output, flags }: Cli): Promise<void> {
  const { apiVersion, json } = flags();
  const topics = topicsOf(apiVersion);
  if (json) {
    for (const topic of topics) await output.jsonLine(topic);
    return;
  }
  await output.table(topics, [
    { title: "topic", value: ({ topic }) => topic },
    { title: "when", value: ({ summary }) => summary },
  ]);
}

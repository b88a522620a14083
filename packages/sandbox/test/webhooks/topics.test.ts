import { readFile } from "node:fs/promises";
import { createSandbox } from "@interkit/sandbox";
import { beforeAll, expect, test } from "vitest";
import { operationsOf } from "../support/described.ts";
import { doEverything } from "../support/everything.ts";
import { notificationError, topicsOf } from "../support/notification-error.ts";
import { secret } from "../support/receiver.ts";
import { examplesOf } from "../support/requests/example.ts";
import { createExampleWorkspace } from "../support/requests/example-workspace.ts";
import { sendRequest } from "../support/requests/send-request.ts";
import { type Json, start } from "../support/workspace.ts";

const versions = ["2.11", "2.16", "Preview"] as const;

/** Options for a sandbox with a target of each version, and the bodies that these get. */
function targets() {
  const bodies = new Map<string, Json[]>(versions.map((version) => [version, []]));
  const options = {
    clock: () => start * 1000,
    webhooks: {
      targets: versions.map((version) => ({
        url: `http://127.0.0.1/${version}`,
        secret,
        topics: ["*" as const],
        version,
      })),
      fetch: async (url: string, { body }: RequestInit) => {
        const version = url.split("/").at(-1) ?? "";
        if (typeof body === "string") bodies.get(version)?.push(JSON.parse(body));
        return new Response();
      },
    },
  };
  return { bodies, options };
}

let everything: ReadonlyMap<string, readonly Json[]>;
beforeAll(async () => {
  const { bodies, options } = targets();
  const sandbox = createSandbox(options);
  await doEverything(sandbox);
  await sandbox.webhooks.settled();
  await sandbox.close();
  everything = bodies;
});

/** The topics that the README says are never sent. */
async function topicsNeverSent(): Promise<string[]> {
  const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");
  const [, named = ""] =
    /Never sent are([^.]*\.[^\n]*?)\. /s.exec(readme.replaceAll("\n", " ")) ?? [];
  return [...named.matchAll(/`([\w.]+)`/g)].map(([, topic = ""]) => topic);
}

test.each(versions)(
  "every topic of %s is sent, but those that the README names",
  async (version) => {
    const sent = new Set(everything.get(version)?.map(({ topic }) => topic));
    const missing = topicsOf(version).filter((topic) => !sent.has(topic));
    const never = await topicsNeverSent();
    expect(missing).toEqual(topicsOf(version).filter((topic) => never.includes(topic)));
  },
);

test.each(versions)("notifications are valid by the schema of their topic in %s", (version) => {
  const mistakes = everything.get(version)?.map((body) => notificationError(version, body));
  expect([...new Set(mistakes)]).toEqual([undefined]);
});

test("what the examples of all operations cause is valid in each version", async () => {
  const { bodies, options } = targets();
  const { clock, ...rest } = options;
  const sample = await createExampleWorkspace(undefined, rest);
  const { sandbox, snapshot } = sample;
  for (const operation of operationsOf("Preview")) {
    sandbox.restore(snapshot);
    for (const request of examplesOf(operation, sample.names(operation.id)).slice(0, 1)) {
      await sendRequest(sandbox, request);
    }
  }
  await sandbox.webhooks.settled();
  await sandbox.close();
  for (const version of versions) {
    const own = bodies.get(version) ?? [];
    expect(own.length, version).toBeGreaterThan(200);
    const mistakes = own.map((body) => notificationError(version, body));
    expect([...new Set(mistakes)], version).toEqual([undefined]);
  }
});

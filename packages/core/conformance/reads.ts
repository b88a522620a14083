import { type Case, check, checkCount, checkFailed, checkOk } from "./case.ts";
import type { ServerAction } from "./server-action.ts";

const area = "reads";

/** A read that failed once is retried, and succeeds. */
export function sentAgain(
  promise: string,
  action: ServerAction,
  method: "get" | "search" = "get",
): Case {
  return {
    area,
    promise,
    run: async (scene) => {
      await scene.play(action, { do: "answer" });
      const client = scene.client();
      checkOk(method === "get" ? await client.get("1") : await client.search());
      await checkCount(scene, 2);
    },
  };
}

/** Reads and searches survive temporary failures. */
export const reads: readonly Case[] = [
  sentAgain("A read is retried after 500", { do: "answer", status: 500 }),
  sentAgain("A read is retried after 503", { do: "answer", status: 503 }),
  sentAgain("A read is retried after a lost connection", { do: "reset", when: "before" }),
  sentAgain("A read is retried after a connection that was lost after the headers", {
    do: "reset",
    when: "after-headers",
  }),
  sentAgain("A read is retried after a connection that was lost within the response", {
    do: "reset",
    when: "in-body",
  }),
  sentAgain("A read is retried after a response that is shorter than its Content-Length", {
    do: "cut-off",
  }),
  sentAgain("A search is retried after 502", { do: "answer", status: 502 }, "search"),
  sentAgain(
    "A search is retried after a lost connection",
    { do: "reset", when: "before" },
    "search",
  ),
  {
    area,
    promise: "A read that keeps failing is retried, and fails after three attempts at most",
    run: async (scene) => {
      await scene.play({ do: "answer", status: 503 });
      checkFailed(await scene.client().get("1"));
      const { length } = await scene.received();
      check(length === 2 || length === 3, `made ${length} times`);
    },
  },
  {
    area,
    promise: "A read that fails with 404 is not retried",
    run: async (scene) => {
      await scene.play({ do: "answer", status: 404, body: { type: "error.list", errors: [] } });
      checkFailed(await scene.client().get("1"));
      await checkCount(scene, 1);
    },
  },
  {
    area,
    promise: "Retries do not multiply an outage: 200 failing reads are fewer than 300 requests",
    run: async (scene) => {
      await scene.play({ do: "answer", status: 503 });
      const client = scene.client();
      const outcomes = await Promise.all(Array.from({ length: 200 }, (_, i) => client.get(`${i}`)));
      for (const result of outcomes) checkFailed(result);
      const { length } = await scene.received();
      check(length < 300, `200 reads were ${length} requests`);
    },
  },
];

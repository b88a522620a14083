import { type Case, check, checkFailed, type Scene, timed } from "./case.ts";
import type { Step } from "./step.ts";

const area = "time";

/** A call with a time of its own ends in that time, whatever the server does. */
function inTime(promise: string, step: Step, method: "get" | "create" = "create"): Case {
  return {
    area,
    promise,
    run: async (scene) => {
      await scene.play(step);
      const client = scene.client({ timeoutMs: 400 });
      const call =
        method === "get" ? client.get("1", { timeoutMs: 400 }) : client.create({ timeoutMs: 400 });
      const { value, ms } = await timed(call);
      checkFailed(value);
      check(ms < 800, `took ${Math.round(ms)} ms of 400`);
    },
  };
}

/** A call that is given up ends at once, and closes its connection. */
function givenUp(promise: string, step: Step): Case {
  return {
    area,
    promise,
    run: async (scene) => {
      await scene.play(step);
      const controller = new AbortController();
      const call = scene.client().create({ signal: controller.signal });
      await new Promise((done) => setTimeout(done, 300));
      controller.abort();
      const { value, ms } = await timed(call);
      checkFailed(value);
      check(ms < 50, `ended after ${Math.round(ms)} ms`);
      check(await wasDropped(scene), "the connection was left open");
    },
  };
}

async function wasDropped(scene: Scene): Promise<boolean> {
  for (let tries = 0; tries < 20; tries += 1) {
    const [first] = await scene.received();
    if (first?.wasDropped) return true;
    await new Promise((done) => setTimeout(done, 25));
  }
  return false;
}

/** Time limits hold for the whole call, and a caller can always leave. */
export const time: readonly Case[] = [
  inTime("A timeout covers waiting for the headers", { do: "slow", when: "headers", ms: 5_000 }),
  inTime("A timeout covers reading the body", { do: "slow", when: "body", ms: 5_000 }),
  inTime(
    "A timeout covers all attempts together",
    { do: "answer", status: 429, headers: { "retry-after": "1" } },
    "get",
  ),
  givenUp("An abort ends a call that waits for its headers within 50 ms", {
    do: "slow",
    when: "headers",
    ms: 5_000,
  }),
  givenUp("An abort ends a call that reads its body within 50 ms", {
    do: "slow",
    when: "body",
    ms: 5_000,
  }),
  {
    area,
    promise: "A call that is aborted before it is made is not sent",
    run: async (scene) => {
      await scene.play({ do: "answer" });
      checkFailed(await scene.client().get("1", { signal: AbortSignal.abort() }));
      const { length } = await scene.received();
      check(length === 0, `sent ${length} times`);
    },
  },
];

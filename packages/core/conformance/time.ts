import { type Case, check, checkFailed, type Scene, sleep, timed } from "./case.ts";
import type { ServerAction } from "./server-action.ts";

const area = "time";

/** An attempt ends in its time, even if the client then makes another. */
function inTime(promise: string, action: ServerAction): Case {
  return {
    area,
    promise,
    run: async (scene) => {
      await scene.play(action);
      const call = scene.client({ timeoutMs: 400 }).create({ timeoutMs: 400 });
      const isOver = await Promise.race([call.then(() => true), sleep(800)]);
      const [first] = await scene.received();
      check(isOver === true || first?.wasDropped === true, "it still waited after 800 ms of 400");
      checkFailed(await call);
    },
  };
}

/** An aborted call ends at once, and closes its connection. */
function givenUp(promise: string, action: ServerAction): Case {
  return {
    area,
    promise,
    needs: ["abort"],
    run: async (scene) => {
      await scene.play(action);
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

/** Time limits hold for the whole call, and a caller can abort it at any time. */
export const time: readonly Case[] = [
  inTime("A timeout covers waiting for the headers", { do: "slow", when: "headers", ms: 5_000 }),
  inTime("A timeout covers reading the body", { do: "slow", when: "body", ms: 5_000 }),
  {
    area,
    promise: "A timeout covers all attempts together",
    run: async (scene) => {
      const actions: readonly ServerAction[] = [
        { do: "answer", status: 503, headers: { "retry-after": "1" } },
        { do: "slow", when: "headers", ms: 5_000 },
      ];
      for (const action of actions) {
        await scene.play(action);
        const client = scene.client({ timeoutMs: 400 });
        const { value, ms } = await timed(client.get("1", { timeoutMs: 400 }));
        checkFailed(value);
        check(ms < 800, `took ${Math.round(ms)} ms of 400`);
      }
    },
  },
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
    needs: ["abort"],
    run: async (scene) => {
      await scene.play({ do: "answer" });
      checkFailed(await scene.client().get("1", { signal: AbortSignal.abort() }));
      const { length } = await scene.received();
      check(length === 0, `sent ${length} times`);
    },
  },
];

import { type Case, check, checkOk, type Scene, timed } from "./case.ts";
import type { Need } from "./subject.ts";

const area = "waiting";

const limited = { type: "error.list", errors: [{ code: "rate_limit_exceeded" }] };

/** A read that was refused until a whole second is retried then. */
function waitsUntil(
  promise: string,
  headers: (end: Date) => Record<string, string>,
  needs: readonly Need[] = [],
): Case {
  return {
    area,
    promise,
    needs,
    run: async (scene) => {
      const end = new Date(Math.floor(Date.now() / 1000) * 1000 + 4_000);
      await scene.play(
        { do: "answer", status: 429, headers: headers(end), body: limited },
        { do: "answer" },
      );
      checkOk(await scene.client().get("1"));
      await gapOf(scene);
      // By the clock: on a busy machine, some of the time is over before the read is even sent.
      const ms = Date.now() - end.getTime();
      check(ms >= 0 && ms <= 5_000, `came again ${ms} ms after the time`);
    },
  };
}

async function gapOf(scene: Scene): Promise<number> {
  const [first, second] = await scene.received();
  if (!first || !second) throw new Error("was not sent again");
  return second.at - first.at;
}

const seconds = (later: number) => String(Math.floor(Date.now() / 1000) + later);

/** All calls wait as long as Intercom requests. */
export const waiting: readonly Case[] = [
  {
    area,
    promise: "Retry-After in seconds is obeyed",
    run: async (scene) => {
      const headers = { "retry-after": "2" };
      await scene.play({ do: "answer", status: 429, headers, body: limited }, { do: "answer" });
      checkOk(await scene.client().get("1"));
      const ms = await gapOf(scene);
      check(ms >= 1_950 && ms <= 8_000, `came again after ${ms} ms`);
    },
  },
  waitsUntil("Retry-After as a date is obeyed", (end) => ({ "retry-after": end.toUTCString() })),
  waitsUntil(
    "X-RateLimit-Reset in Unix seconds is obeyed",
    (end) => ({
      "x-ratelimit-limit": "10",
      "x-ratelimit-remaining": "0",
      "x-ratelimit-reset": String(end.getTime() / 1000),
    }),
    ["rate window"],
  ),
  {
    area,
    promise: "When headers report a used-up window, the next call waits before any refusal",
    needs: ["rate window"],
    run: async (scene) => {
      const headers = {
        "x-ratelimit-limit": "10",
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": seconds(4),
      };
      await scene.play({ do: "answer", headers }, { do: "answer" });
      const client = scene.client();
      checkOk(await client.get("1"));
      checkOk(await client.get("2"));
      const ms = await gapOf(scene);
      check(ms >= 1_500, `the second was sent after ${ms} ms`);
    },
  },
  {
    area,
    promise: "A refusal delays all calls of the client",
    run: async (scene) => {
      const headers = { "retry-after": "2" };
      await scene.play({ do: "answer", status: 429, headers, body: limited }, { do: "answer" });
      const client = scene.client();
      const first = client.get("1");
      while ((await scene.received()).length === 0)
        await new Promise((done) => setTimeout(done, 10));
      await new Promise((done) => setTimeout(done, 100));
      const others = [2, 3, 4].map((id) => client.get(`${id}`));
      for (const result of await Promise.all([first, ...others])) checkOk(result);
      const [, second] = await scene.received();
      check((second?.at ?? 0) >= 1_900, `another call was sent after ${second?.at} ms`);
    },
  },
  {
    area,
    promise: "An abort ends the wait for the next attempt within 50 ms",
    needs: ["abort"],
    run: async (scene) => {
      const headers = { "retry-after": "5" };
      await scene.play({ do: "answer", status: 429, headers, body: limited });
      const controller = new AbortController();
      const call = scene.client().get("1", { signal: controller.signal });
      await new Promise((done) => setTimeout(done, 500));
      controller.abort();
      const { value, ms } = await timed(call);
      check(!value.ok, "the call succeeded");
      check(ms < 50, `ended after ${Math.round(ms)} ms`);
    },
  },
];

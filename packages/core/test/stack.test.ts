import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { type Layer, stack } from "@interkit/core";
import { describe, expect, test } from "vitest";
import { failureOf } from "./support/observe.ts";
import { serve } from "./support/serve.ts";

describe("stack", () => {
  test("keeps no request that was answered", async () => {
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    const send = stack(async () => new Response(), []);
    const answered = async () => {
      const request = new Request("https://api.intercom.io/me");
      await send(request);
      return new WeakRef(request);
    };
    const kept = await answered();
    await expect
      .poll(() => {
        collect();
        return kept.deref() === undefined;
      })
      .toBe(true);
  });

  test("keeps an abort alive through copies of a request, collected or not", async () => {
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    const server = await serve(() => {});
    const copying: Layer = (next) => (request) => next(new Request(request));
    const send = stack((request) => fetch(request), [copying, copying]);
    const controller = new AbortController();
    const answer = failureOf(send(new Request(server.url, { signal: controller.signal })));
    for (let round = 0; round < 5; round += 1) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      collect();
    }
    controller.abort();
    expect(await answer).toMatchObject({ name: "AbortError" });
  });
});

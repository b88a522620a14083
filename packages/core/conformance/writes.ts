import { type Case, check, checkCount, checkFailed, checkOk } from "./case.ts";
import type { ServerAction } from "./server-action.ts";

const area = "writes";

/** A POST that creates is done once, whatever becomes of it: without a key, it is sent once. */
export function sentOnce(promise: string, action: ServerAction): Case {
  return {
    area,
    promise,
    run: async (scene) => {
      await scene.play(action, { do: "answer" });
      const result = await scene.client().create();
      if (await scene.isOneByKey()) return scene.keptBy("by key");
      checkFailed(result);
      await checkCount(scene, 1);
    },
  };
}

const limited = {
  type: "error.list",
  errors: [{ code: "rate_limit_exceeded", message: "Too many" }],
};

/** Writes are neither doubled nor lost. */
export const writes: readonly Case[] = [
  sentOnce("A create that was answered 500 is not sent again", { do: "answer", status: 500 }),
  sentOnce("A create that was answered 503 is not sent again", { do: "answer", status: 503 }),
  sentOnce("A create whose connection was lost is not sent again", { do: "reset", when: "before" }),
  sentOnce("A create whose answer was lost half way is not sent again", {
    do: "reset",
    when: "in-body",
  }),
  sentOnce("A create whose answer was cut off is an error, and not sent again", { do: "cut-off" }),
  {
    area,
    promise: "A create that was refused for the rate limit is sent again, and done once",
    run: async (scene) => {
      const headers = { "retry-after": "0" };
      await scene.play({ do: "answer", status: 429, headers, body: limited }, { do: "answer" });
      checkOk(await scene.client().create());
      await checkCount(scene, 2);
    },
  },
  {
    area,
    promise: "An update whose connection was lost is sent again, with its body",
    run: async (scene) => {
      await scene.play({ do: "reset", when: "before" }, { do: "answer" });
      checkOk(await scene.client().update());
      const bodies = (await scene.received()).map(({ body }) => body);
      check(bodies.length === 2 && bodies[0] === bodies[1], `bodies were ${bodies.join(" and ")}`);
      check(bodies[0]?.includes("Ada") === true, "the body was lost");
    },
  },
  {
    area,
    promise: "A delete that was answered 503 is sent again",
    run: async (scene) => {
      await scene.play({ do: "answer", status: 503 }, { do: "answer" });
      checkOk(await scene.client().remove());
      await checkCount(scene, 2);
    },
  },
  {
    area,
    promise: "A 429 that means that an export is running is reported, not waited for",
    needs: ["export"],
    run: async (scene) => {
      await scene.play({ do: "answer", status: 429, body: limited }, { do: "answer" });
      checkFailed(await scene.client().startExport());
      await checkCount(scene, 1);
    },
  },
];

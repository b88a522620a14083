import { type Case, check, checkCount, checkFailed, checkOk } from "./case.ts";
import type { ServerAction } from "./server-action.ts";

const area = "writes";

/** A POST that creates is applied once after every failure: without a key, it is sent once. */
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

/** Writes are neither applied twice nor lost. */
export const writes: readonly Case[] = [
  sentOnce("A create that fails with 500 is not retried", { do: "answer", status: 500 }),
  sentOnce("A create that fails with 503 is not retried", { do: "answer", status: 503 }),
  sentOnce("A create that loses its connection is not retried", { do: "reset", when: "before" }),
  sentOnce("A create that loses its connection within the response is not retried", {
    do: "reset",
    when: "in-body",
  }),
  sentOnce("A create with a truncated response is an error, and not retried", { do: "cut-off" }),
  {
    area,
    promise: "A create that the rate limit refuses is retried, and applied once",
    run: async (scene) => {
      const headers = { "retry-after": "0" };
      await scene.play({ do: "answer", status: 429, headers, body: limited }, { do: "answer" });
      checkOk(await scene.client().create());
      await checkCount(scene, 2);
    },
  },
  {
    area,
    promise: "An update that loses its connection is retried, with its body",
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
    promise: "A delete that fails with 503 is retried",
    run: async (scene) => {
      await scene.play({ do: "answer", status: 503 }, { do: "answer" });
      checkOk(await scene.client().remove());
      await checkCount(scene, 2);
    },
  },
  {
    area,
    promise: "A 429 that means that an export is running is reported, not retried",
    needs: ["export"],
    run: async (scene) => {
      await scene.play({ do: "answer", status: 429, body: limited }, { do: "answer" });
      checkFailed(await scene.client().startExport());
      await checkCount(scene, 1);
    },
  },
];

import { type Case, check, checkCount, checkFailed, checkOk } from "./case.ts";
import { sentAgain } from "./reads.ts";
import type { ServerAction } from "./server-action.ts";
import type { Need, Subject } from "./subject.ts";
import { sentOnce } from "./writes.ts";

const notFound = { type: "error.list", errors: [{ code: "not_found" }] };
const text = (body: string): ServerAction => ({ do: "text", type: "application/json", text: body });

/** An update is the same when it is made twice. */
function updatedAgain(promise: string, action: ServerAction): Case {
  return {
    area: "writes",
    promise,
    run: async (scene) => {
      await scene.play(action, { do: "answer" });
      checkOk(await scene.client().update());
      await checkCount(scene, 2);
    },
  };
}

/** The result of a deletion, and the number of its requests. */
function deleted(
  promise: string,
  actions: readonly ServerAction[],
  isDone: boolean,
  needs: readonly Need[] = [],
): Case {
  return {
    area: "writes",
    promise,
    needs,
    run: async (scene) => {
      await scene.play(...actions);
      const result = await scene.client().remove();
      if (isDone) checkOk(result);
      else checkFailed(result);
      await checkCount(scene, actions.length);
    },
  };
}

/** A lost page of a scroll is reported, since the next request would return the page after it. */
function scrolledOnce(promise: string, action: ServerAction): Case {
  return {
    area: "reads",
    promise,
    needs: ["scroll"],
    run: async (scene) => {
      await scene.play(action, { do: "answer" });
      checkFailed(await scene.client().scroll());
      await checkCount(scene, 1);
    },
  };
}

/** A request with a final response is sent once, and keeps its status. */
function final(
  promise: string,
  status: number,
  call: (client: Subject) => ReturnType<Subject["get"]>,
): Case {
  return {
    area: "reads",
    promise,
    run: async (scene) => {
      await scene.play({ do: "answer", status, body: notFound });
      const result = await call(scene.client());
      checkFailed(result);
      check(result.status === status, `the error says status ${result.status}`);
      await checkCount(scene, 1);
    },
  };
}

/** The effect of an operation decides whether it is retried. */
export const effects: readonly Case[] = [
  sentOnce("A create that fails with 502 is not retried", { do: "answer", status: 502 }),
  sentOnce("A create that fails with 504 is not retried", { do: "answer", status: 504 }),
  sentOnce("A create that fails with 408 is not retried", { do: "answer", status: 408 }),
  sentOnce("A create with an empty response is an error, and not retried", text("")),
  sentOnce("A create with the response null is an error, and not retried", text("null")),
  updatedAgain("An update that fails with 500 is retried", { do: "answer", status: 500 }),
  updatedAgain("An update with a truncated response is retried", { do: "cut-off" }),
  updatedAgain("An update with an empty response is retried", text("")),
  deleted(
    "A delete that loses its response and then gets 404 is a success",
    [
      { do: "reset", when: "before" },
      { do: "answer", status: 404, body: notFound },
    ],
    true,
  ),
  deleted(
    "A delete that loses its response and then gets 410 is a success",
    [
      { do: "reset", when: "in-body" },
      { do: "answer", status: 410, body: notFound },
    ],
    true,
  ),
  deleted(
    "A delete that gets 404 at first is an error, and not retried",
    [{ do: "answer", status: 404, body: notFound }],
    false,
  ),
  deleted(
    "A delete with an empty response (202) declared as gzip is a success, and not retried",
    [{ do: "compressed", as: "json", part: "none", status: 202 }],
    true,
    ["gzip", "empty responses"],
  ),
  sentAgain("A read is retried after 502", { do: "answer", status: 502 }),
  sentAgain("A read is retried after 504", { do: "answer", status: 504 }),
  sentAgain("A read is retried after 408", { do: "answer", status: 408 }),
  sentAgain("A read with an empty response is retried", text("")),
  sentAgain("A read with the response null is retried", text("null")),
  sentAgain("A read with a list as response instead of an object is retried", text("[]")),
  sentAgain(
    "A search is retried after a connection that was lost within the response",
    { do: "reset", when: "in-body" },
    "search",
  ),
  final("A read that fails with 403 is not retried", 403, (client) => client.get("1")),
  final("A search that fails with 422 is not retried", 422, (client) => client.search()),
  scrolledOnce("A scroll that loses its response is an error: a retry would skip a page", {
    do: "reset",
    when: "before",
  }),
  scrolledOnce("A scroll with a truncated response is an error: a retry would skip a page", {
    do: "cut-off",
  }),
  scrolledOnce("A scroll that fails with 503 is an error: a retry may skip a page", {
    do: "answer",
    status: 503,
  }),
  {
    area: "reads",
    promise: "A scroll that the rate limit refuses is retried",
    needs: ["scroll"],
    run: async (scene) => {
      const headers = { "retry-after": "0" };
      await scene.play({ do: "answer", status: 429, headers, body: notFound }, { do: "answer" });
      checkOk(await scene.client().scroll());
      await checkCount(scene, 2);
    },
  },
];

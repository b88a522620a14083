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

/** What a deletion comes to, after how many requests. */
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

/** A page of a scroll that was lost is told, since the next request would give the one behind it. */
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

/** An answer that is final is asked for once, and keeps its status. */
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

/** What is sent again follows from what it does. */
export const effects: readonly Case[] = [
  sentOnce("A create that was answered 502 is not sent again", { do: "answer", status: 502 }),
  sentOnce("A create that was answered 504 is not sent again", { do: "answer", status: 504 }),
  sentOnce("A create that was answered 408 is not sent again", { do: "answer", status: 408 }),
  sentOnce("A create that was answered with nothing is an error, and not sent again", text("")),
  sentOnce("A create that was answered with null is an error, and not sent again", text("null")),
  updatedAgain("An update that was answered 500 is sent again", { do: "answer", status: 500 }),
  updatedAgain("An update whose answer was cut off is sent again", { do: "cut-off" }),
  updatedAgain("An update that was answered with nothing is sent again", text("")),
  deleted(
    "A delete whose answer was lost and that is not found afterwards (404) is done",
    [
      { do: "reset", when: "before" },
      { do: "answer", status: 404, body: notFound },
    ],
    true,
  ),
  deleted(
    "A delete whose answer was lost and that is gone afterwards (410) is done",
    [
      { do: "reset", when: "in-body" },
      { do: "answer", status: 410, body: notFound },
    ],
    true,
  ),
  deleted(
    "A delete that is not found at first is an error, and not sent again",
    [{ do: "answer", status: 404, body: notFound }],
    false,
  ),
  deleted(
    "A delete whose empty answer (202) is said to be gzip is done, and not sent again",
    [{ do: "compressed", as: "json", part: "none", status: 202 }],
    true,
    ["gzip", "empty answers"],
  ),
  sentAgain("A read is sent again after 502", { do: "answer", status: 502 }),
  sentAgain("A read is sent again after 504", { do: "answer", status: 504 }),
  sentAgain("A read is sent again after 408", { do: "answer", status: 408 }),
  sentAgain("A read that was answered with nothing is sent again", text("")),
  sentAgain("A read that was answered with null is sent again", text("null")),
  sentAgain("A read that was answered with a list in place of an object is sent again", text("[]")),
  sentAgain(
    "A search is sent again after an answer that was lost half way",
    { do: "reset", when: "in-body" },
    "search",
  ),
  final("A read that was refused for good (403) is not sent again", 403, (client) =>
    client.get("1"),
  ),
  final("A search that was refused for good (422) is not sent again", 422, (client) =>
    client.search(),
  ),
  scrolledOnce("A scroll whose answer was lost is an error: another would leave a page out", {
    do: "reset",
    when: "before",
  }),
  scrolledOnce("A scroll whose answer was cut off is an error: another would leave a page out", {
    do: "cut-off",
  }),
  scrolledOnce("A scroll that was answered 503 is an error: another may leave a page out", {
    do: "answer",
    status: 503,
  }),
  {
    area: "reads",
    promise: "A scroll that was refused for the rate limit is sent again",
    needs: ["scroll"],
    run: async (scene) => {
      const headers = { "retry-after": "0" };
      await scene.play({ do: "answer", status: 429, headers, body: notFound }, { do: "answer" });
      checkOk(await scene.client().scroll());
      await checkCount(scene, 2);
    },
  },
];

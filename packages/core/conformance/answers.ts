import { type Case, check, checkFailed, checkOk, type Scene } from "./case.ts";
import type { ServerAction } from "./server-action.ts";

const area = "answers";
const page = "<!doctype html><title>Sign in to the network</title>";

/** Responses that are not the API's. */
const strange = {
  page: { do: "text", status: 200, type: "text/html", text: page },
  gateway: { do: "text", status: 502, type: "text/html", text: page },
  broken: { do: "text", status: 200, type: "application/json", text: '{"id": }' },
  short: { do: "text", status: 200, type: "application/json", text: '{"id":' },
  text: { do: "text", status: 200, type: "text/plain", text: "ok" },
} as const satisfies Record<string, ServerAction>;

function refused(promise: string, action: ServerAction): Case {
  return {
    area,
    promise,
    run: async (scene) => {
      await scene.play(action);
      checkFailed(await scene.client().create());
    },
  };
}

async function dataOf(
  scene: Scene,
  action: ServerAction,
  method: "remove" | "transcript",
): Promise<unknown> {
  await scene.play(action);
  const result = await scene.client()[method]();
  checkOk(result);
  return result.ok ? result.data : undefined;
}

/** A response has the declared form, or is an error. */
export const answers: readonly Case[] = [
  refused("A web page with status 200 is an error", strange.page),
  refused("A web page with status 502 is an error", strange.gateway),
  refused("Broken JSON is an error", strange.broken),
  refused("JSON that ends early is an error", strange.short),
  refused("Text in place of JSON is an error", strange.text),
  {
    area,
    promise: "An error about a response that is not the API's has its status and request id",
    run: async (scene) => {
      for (const action of Object.values(strange)) {
        await scene.play(action);
        const result = await scene.client().create();
        checkFailed(result);
        check(result.status === action.status, `the error says status ${result.status}`);
        check(result.requestId === "request-1", "the error does not say the request id");
      }
    },
  },
  {
    area,
    promise: "An error response of the API keeps its status and request id",
    run: async (scene) => {
      const body = {
        type: "error.list",
        request_id: "request-1",
        errors: [{ code: "parameter_invalid" }],
      };
      await scene.play({ do: "answer", status: 400, body });
      const result = await scene.client().create();
      checkFailed(result);
      check(result.status === 400, `the error says status ${result.status}`);
      check(result.requestId === "request-1", "the error does not say the request id");
    },
  },
  {
    area,
    promise: "A response without content (204) is a success",
    needs: ["empty responses"],
    run: async (scene) => {
      await dataOf(scene, { do: "answer", status: 204 }, "remove");
    },
  },
  {
    area,
    promise: "An empty response with status 200 is a success",
    needs: ["empty responses"],
    run: async (scene) => {
      await dataOf(scene, { do: "answer", body: "" }, "remove");
    },
  },
  {
    area,
    promise: "A transcript is a text",
    needs: ["text"],
    run: async (scene) => {
      const action: ServerAction = { do: "text", type: "text/plain", text: "Ada: hello" };
      const data = await dataOf(scene, action, "transcript");
      check(data === "Ada: hello", `it was ${typeof data}`);
    },
  },
  {
    area,
    promise: "A download is complete, and a stream",
    run: async (scene) => {
      await scene.play({ do: "stream", chunks: 200 });
      const result = await scene.client().download();
      checkOk(result);
      check(result.ok && result.data === 200 * 16_384, "bytes were lost, or it was no stream");
    },
  },
  {
    area,
    promise: "A download that is cut off is an error",
    run: async (scene) => {
      await scene.play({ do: "cut-off" });
      checkFailed(await scene.client().download());
    },
  },
];

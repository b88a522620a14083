import { type Case, check, checkFailed, checkOk, type Scene } from "./case.ts";
import type { Step } from "./step.ts";

const area = "answers";
const page = "<!doctype html><title>Sign in to the network</title>";

/** What is not the API's answer is an error, which says what came back. */
function refused(promise: string, step: Step, status: number): Case {
  return {
    area,
    promise,
    run: async (scene) => {
      await scene.play(step);
      const outcome = await scene.client().create();
      checkFailed(outcome);
      check(outcome.status === status, `the error says status ${outcome.status}`);
      check(outcome.requestId === "request-1", "the error does not say the request id");
    },
  };
}

async function dataOf(scene: Scene, step: Step, method: "remove" | "transcript"): Promise<unknown> {
  await scene.play(step);
  const outcome = await scene.client()[method]();
  checkOk(outcome);
  return outcome.ok ? outcome.data : undefined;
}

/** An answer is what was promised, or an error. */
export const answers: readonly Case[] = [
  refused(
    "A web page with status 200 is an error",
    { do: "text", type: "text/html", text: page },
    200,
  ),
  refused(
    "A web page with status 502 is an error",
    { do: "text", status: 502, type: "text/html", text: page },
    502,
  ),
  refused(
    "Broken JSON is an error",
    { do: "text", type: "application/json", text: '{"id": }' },
    200,
  ),
  refused(
    "JSON that ends early is an error",
    { do: "text", type: "application/json", text: '{"id":' },
    200,
  ),
  refused("Text in place of JSON is an error", { do: "text", type: "text/plain", text: "ok" }, 200),
  {
    area,
    promise: "An error that the API answers keeps its status and request id",
    run: async (scene) => {
      const body = {
        type: "error.list",
        request_id: "request-1",
        errors: [{ code: "parameter_invalid" }],
      };
      await scene.play({ do: "answer", status: 400, body });
      const outcome = await scene.client().create();
      checkFailed(outcome);
      check(outcome.status === 400, `the error says status ${outcome.status}`);
      check(outcome.requestId === "request-1", "the error does not say the request id");
    },
  },
  {
    area,
    promise: "An answer without content (204) is a success",
    run: async (scene) => {
      await dataOf(scene, { do: "answer", status: 204 }, "remove");
    },
  },
  {
    area,
    promise: "An empty answer with status 200 is a success",
    run: async (scene) => {
      await dataOf(scene, { do: "answer", body: "" }, "remove");
    },
  },
  {
    area,
    promise: "A transcript is a text",
    run: async (scene) => {
      const step: Step = { do: "text", type: "text/plain", text: "Ada: hello" };
      const data = await dataOf(scene, step, "transcript");
      check(data === "Ada: hello", `it was ${typeof data}`);
    },
  },
  {
    area,
    promise: "A download comes whole, as a stream",
    run: async (scene) => {
      await scene.play({ do: "stream", chunks: 200 });
      const outcome = await scene.client().download();
      checkOk(outcome);
      check(outcome.ok && outcome.data === 200 * 16_384, "bytes were lost, or it was no stream");
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

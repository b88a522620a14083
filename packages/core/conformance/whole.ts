import { type Case, check, checkCount, checkFailed, checkOk, sleep, timed } from "./case.ts";
import type { ServerAction } from "./server-action.ts";
import type { CaseResult, Need, SubjectOptions } from "./subject.ts";

const size = 200_000;

interface Trial {
  readonly steps: readonly ServerAction[];
  readonly call: "get" | "download" | "transcript";
  readonly options?: Partial<SubjectOptions>;
  readonly needs?: readonly Need[];
  readonly verify: (result: CaseResult) => void;
}

function answered(
  promise: string,
  { steps: actions, call, options, needs = [], verify }: Trial,
): Case {
  return {
    area: "answers",
    promise,
    needs,
    run: async (scene) => {
      await scene.play(...actions);
      const client = scene.client(options);
      verify(call === "get" ? await client.get("1") : await client[call]());
    },
  };
}

const text = (body: string, status?: number): ServerAction => ({
  do: "text",
  type: "application/json",
  text: body,
  ...(status === undefined ? {} : { status }),
});
const isWhole = (result: CaseResult) => {
  checkOk(result);
  check(result.ok && result.data === size, "bytes were lost, or added, or it was no stream");
};
const failed = (status?: number) => (result: CaseResult) => {
  checkFailed(result);
  check(status === undefined || result.status === status, `the error says ${result.status}`);
};
const broken: ServerAction = { do: "file", as: "file", tag: '"a"', breaksAt: 80_000 };

/** A response is complete, or an error. */
export const whole: readonly Case[] = [
  answered("A read with only empty responses is an error", {
    steps: [text("")],
    call: "get",
    verify: failed(),
  }),
  answered("A read with only null as response is an error", {
    steps: [text("null")],
    call: "get",
    verify: failed(),
  }),
  answered("A read with a JSON string as response is an error", {
    steps: [text('"done"')],
    call: "get",
    needs: ["scalar responses"],
    verify: failed(),
  }),
  answered("A 404 whose body is null keeps its status", {
    steps: [text("null", 404)],
    call: "get",
    verify: failed(404),
  }),
  answered("A 400 without a body keeps its status", {
    steps: [text("", 400)],
    call: "get",
    verify: failed(400),
  }),
  answered("A compressed response is decompressed", {
    steps: [{ do: "compressed", as: "json", part: "whole" }],
    call: "get",
    needs: ["gzip"],
    verify: checkOk,
  }),
  answered("A compressed response that ends early, without an error, is an error", {
    steps: [{ do: "compressed", as: "json", part: "half" }],
    call: "get",
    needs: ["gzip"],
    verify: failed(),
  }),
  answered("A truncated transcript is requested again", {
    steps: [{ do: "cut-off" }, { do: "text", type: "text/plain", text: "Ada: hello" }],
    call: "transcript",
    needs: ["text"],
    verify: (result) => check(result.ok && result.data === "Ada: hello", "it was not whole"),
  }),
  answered("A compressed download is complete", {
    steps: [{ do: "compressed", as: "file", part: "whole" }],
    call: "download",
    needs: ["gzip"],
    verify: isWhole,
  }),
  answered("A compressed download that ends early, without an error, is an error", {
    steps: [{ do: "compressed", as: "file", part: "half" }],
    call: "download",
    needs: ["gzip"],
    verify: failed(),
  }),
  answered("A download that was cut off resumes, if its host supports ranges", {
    steps: [broken, { do: "file", as: "file", tag: '"a"', supportsRange: true }],
    call: "download",
    verify: isWhole,
  }),
  answered("A download that is cut off again and again resumes each time", {
    steps: [broken, { ...broken, supportsRange: true }, { ...broken, supportsRange: true }],
    call: "download",
    verify: isWhole,
  }),
  answered("A download that was cut off, and whose file has changed, is an error", {
    steps: [broken, { do: "file", as: "file", tag: '"b"', supportsRange: true }],
    call: "download",
    verify: failed(),
  }),
  answered("A download that was cut off, and whose host has no ranges, is an error", {
    steps: [broken, { do: "file", as: "file", tag: '"a"' }],
    call: "download",
    verify: failed(),
  }),
  answered("A response above the size limit is an error", {
    steps: [{ do: "flood", as: "json", bytes: 50_000_000 }],
    call: "get",
    needs: ["response limit"],
    options: { maxAnswerBytes: 1_000_000 },
    verify: failed(200),
  }),
  answered("A small response that decompresses above the size limit is an error", {
    steps: [{ do: "bomb", as: "json", bytes: 20_000_000 }],
    call: "get",
    needs: ["response limit"],
    options: { maxAnswerBytes: 1_000_000 },
    verify: failed(200),
  }),
  {
    area: "time",
    promise: "A download whose server stops sending ends",
    needs: ["idle limit"],
    run: async (scene) => {
      await scene.play({ do: "stall", as: "file" });
      const { value, ms } = await timed(scene.client({ idleTimeoutMs: 300 }).download());
      checkFailed(value);
      check(ms < 5_000, `took ${Math.round(ms)} ms`);
    },
  },
  {
    area: "time",
    promise: "An abort ends a running download within 50 ms",
    needs: ["abort"],
    run: async (scene) => {
      await scene.play({ do: "stall", as: "file" });
      const controller = new AbortController();
      const call = scene.client().download({ signal: controller.signal });
      await new Promise((done) => setTimeout(done, 300));
      controller.abort();
      const { value, ms } = await timed(call);
      checkFailed(value);
      check(ms < 50, `ended after ${Math.round(ms)} ms`);
    },
  },
  {
    area: "answers",
    promise: "A token function that hangs affects only the call that waits for it",
    needs: ["token function"],
    run: async (scene) => {
      await scene.play({ do: "answer" });
      let tokenCalls = 0;
      const token = () => {
        tokenCalls += 1;
        return tokenCalls === 1 ? new Promise<string>(() => {}) : "secret-token";
      };
      const client = scene.client({ token });
      const first = await Promise.race([client.create({ timeoutMs: 300 }), sleep(2_000)]);
      if (first === undefined) throw new Error("it still waited after 2 seconds of 0.3");
      checkFailed(first);
      checkOk(await client.create());
      await checkCount(scene, 1);
    },
  },
  {
    area: "answers",
    promise: "A token function that fails makes only its own call fail, and nothing is sent",
    needs: ["token function"],
    run: async (scene) => {
      await scene.play({ do: "answer" });
      let tokenCalls = 0;
      const token = async () => {
        tokenCalls += 1;
        if (tokenCalls === 1) throw new Error("no vault");
        return "secret-token";
      };
      const client = scene.client({ token });
      checkFailed(await client.create());
      checkOk(await client.create());
      await checkCount(scene, 1);
    },
  },
];

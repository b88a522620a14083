import type { createIntercom, IntercomOptions } from "@interkit/client/2.16";
import { type Hooks, type Layer, logTo } from "@interkit/core";

/** A case: something goes wrong, and whoever called catches it. What it gives back is its outcome. */
export type ProcessCase = (make: Make, url: string) => Promise<unknown>;

type Make = (options?: Partial<IntercomOptions>) => ReturnType<typeof createIntercom>;

const later = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** What a promise came to: the name of what it rejects with, or "done". */
export async function outcomeOf(promise: PromiseLike<unknown>): Promise<string> {
  try {
    await promise;
    return "done";
  } catch (error) {
    return error instanceof Error ? error.name : String(error);
  }
}

const failing = async () => {
  await later(1);
  throw new Error("a mistake of the caller's");
};
const badHooks: Hooks = {
  onRequest: failing,
  onResponse: failing,
  onRetry: failing,
  onError: failing,
  onRateLimit: failing,
};

const file = (make: Make, options: Partial<IntercomOptions> = {}, id = "whole") =>
  make(options).dataExports.download(id);

/** By name; each is to end as told, and the process is to go on. */
export const processCases: Readonly<Record<string, readonly [expected: string, run: ProcessCase]>> =
  {
    "saving a download that is called wrongly": [
      "ConfigError",
      (make) => outcomeOf(file(make, {}, "").saveTo("x")),
    ],
    "saving a download that was given up before": [
      "AbortError",
      (make) => {
        const signal = AbortSignal.abort();
        return outcomeOf(make().dataExports.download("whole", { signal }).saveTo("x"));
      },
    ],
    "saving a download whose token cannot be had": [
      "ConfigError",
      (make) => outcomeOf(file(make, { token: failing }).saveTo("x")),
    ],
    "saving a download that is not there": [
      "ApiError",
      (make) => outcomeOf(file(make, {}, "missing").saveTo("x")),
    ],
    "reading the bytes of a download that is not there": [
      "ApiError",
      (make) => outcomeOf(file(make, {}, "missing").bytes()),
    ],
    "saving a download to where there is no folder": [
      "Error",
      (make) => outcomeOf(file(make).saveTo("/nowhere/at/all")),
    ],
    "asking a call that fails for its response, later": [
      "ConfigError",
      async (make) => {
        const call = make().contacts.get("");
        const response = outcomeOf(call.withResponse());
        await later(5);
        return response;
      },
    ],
    "cancelling a download that nobody has read": [
      "done",
      async (make) => outcomeOf((await file(make, {}, "endless").stream()).cancel()),
    ],
    "cancelling a download in the middle": [
      "done",
      async (make) => {
        const reader = (await file(make, {}, "endless").stream()).getReader();
        await reader.read();
        return outcomeOf(reader.cancel(new Error("enough")));
      },
    ],
    "aborting a download that nobody has read": [
      "AbortError",
      async (make) => {
        const controller = new AbortController();
        const { signal } = controller;
        const stream = await make().dataExports.download("endless", { signal });
        controller.abort();
        await later(20);
        return outcomeOf(stream.getReader().read());
      },
    ],
    "aborting a download with an odd reason, in the middle": [
      "AbortError",
      async (make) => {
        const controller = new AbortController();
        const { signal } = controller;
        const stream = await make().dataExports.download("endless", { signal });
        const reader = stream.getReader();
        await reader.read();
        controller.abort(undefined);
        return outcomeOf(
          (async () => {
            for (;;) await reader.read();
          })(),
        );
      },
    ],
    "a download that breaks off unread": [
      "ResponseError",
      async (make) => {
        const stream = await file(make, {}, "broken").stream();
        await later(60);
        return outcomeOf(new Response(stream).arrayBuffer());
      },
    ],
    "cancelling a packed download that nobody has read": [
      "done",
      async (make) => outcomeOf((await file(make, {}, "packed").stream()).cancel()),
    ],
    "a packed download that ends early": [
      "ResponseError",
      (make) => outcomeOf(file(make, {}, "packed").bytes()),
    ],
    "forgetting a download altogether": [
      "done",
      async (make) => {
        await file(make, {}, "broken");
        await later(60);
        return "done";
      },
    ],
    "async hooks that reject": [
      "done",
      (make) => outcomeOf(make({ hooks: badHooks }).contacts.get("flaky")),
    ],
    "async hooks that reject on a failure": [
      "ApiError",
      (make) => outcomeOf(make({ hooks: [badHooks, badHooks] }).contacts.get("missing")),
    ],
    "a logger that rejects": [
      "done",
      (make) => {
        const logger = { debug: failing, info: failing, warn: failing, error: failing };
        return outcomeOf(make({ hooks: logTo(logger) }).contacts.get("flaky"));
      },
    ],
    "a layer that does not wait for what fails": [
      "ConnectionError",
      (make) => {
        const layer: Layer = (next) => async (request) => void next(request) as never;
        return outcomeOf(make({ layers: [layer] }).contacts.get("reset"));
      },
    ],
    "a token function that throws at once": [
      "ConfigError",
      (make) => {
        const token = () => {
          throw new Error("no vault");
        };
        return outcomeOf(make({ token }).contacts.get("1"));
      },
    ],
    "a store that throws, rejects and gives nonsense": [
      "done",
      (make) => {
        let count = 0;
        const add = () => {
          count += 1;
          if (count === 1) throw new Error("no store");
          return count === 2 ? failing() : (Promise.resolve("many") as unknown as Promise<number>);
        };
        const { contacts } = make({ rateLimit: { store: { add } } });
        return outcomeOf(Promise.all([1, 2, 3].map((id) => contacts.get(`${id}`))));
      },
    ],
  };

import type { createIntercom, IntercomOptions } from "@interkit/client/2.16";
import { type Hooks, type Layer, logTo } from "@interkit/core";

/** A case in which a call fails and the caller catches the error. It resolves to the name of the result. */
export type ProcessCase = (create: Create, url: string) => Promise<unknown>;

type Create = (options?: Partial<IntercomOptions>) => ReturnType<typeof createIntercom>;

const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** Returns the name of the error that a promise rejects with, or "done". */
export async function nameResult(promise: PromiseLike<unknown>): Promise<string> {
  try {
    await promise;
    return "done";
  } catch (error) {
    return error instanceof Error ? error.name : String(error);
  }
}

const fail = async () => {
  await wait(1);
  throw new Error("an error of the caller's function");
};
const failingHooks: Hooks = {
  onRequest: fail,
  onResponse: fail,
  onRetry: fail,
  onError: fail,
  onRateLimit: fail,
};

const startDownload = (create: Create, options: Partial<IntercomOptions> = {}, id = "whole") =>
  create(options).dataExports.download(id);

/** The cases by name, each with its expected result. The process has to continue after each of them. */
export const processCases: Readonly<Record<string, readonly [expected: string, run: ProcessCase]>> =
  {
    "saving a download with an invalid argument": [
      "ConfigError",
      (create) => nameResult(startDownload(create, {}, "").saveTo("x")),
    ],
    "saving a download that was aborted before": [
      "AbortError",
      (create) => {
        const signal = AbortSignal.abort();
        return nameResult(create().dataExports.download("whole", { signal }).saveTo("x"));
      },
    ],
    "saving a download whose token function rejects": [
      "ConfigError",
      (create) => nameResult(startDownload(create, { token: fail }).saveTo("x")),
    ],
    "saving a download that does not exist": [
      "ApiError",
      (create) => nameResult(startDownload(create, {}, "missing").saveTo("x")),
    ],
    "reading the bytes of a download that does not exist": [
      "ApiError",
      (create) => nameResult(startDownload(create, {}, "missing").bytes()),
    ],
    "saving a download into a folder that does not exist": [
      "Error",
      (create) => nameResult(startDownload(create).saveTo("/nowhere/at/all")),
    ],
    "awaiting the response of a failed call later": [
      "ConfigError",
      async (create) => {
        const call = create().contacts.get("");
        const response = nameResult(call.withResponse());
        await wait(5);
        return response;
      },
    ],
    "cancelling an unread download": [
      "done",
      async (create) => nameResult((await startDownload(create, {}, "endless").stream()).cancel()),
    ],
    "cancelling a download in the middle": [
      "done",
      async (create) => {
        const reader = (await startDownload(create, {}, "endless").stream()).getReader();
        await reader.read();
        return nameResult(reader.cancel(new Error("enough")));
      },
    ],
    "aborting an unread download": [
      "AbortError",
      async (create) => {
        const controller = new AbortController();
        const { signal } = controller;
        const stream = await create().dataExports.download("endless", { signal });
        controller.abort();
        await wait(20);
        return nameResult(stream.getReader().read());
      },
    ],
    "aborting a download without a reason, in the middle": [
      "AbortError",
      async (create) => {
        const controller = new AbortController();
        const { signal } = controller;
        const stream = await create().dataExports.download("endless", { signal });
        const reader = stream.getReader();
        await reader.read();
        controller.abort(undefined);
        return nameResult(
          (async () => {
            for (;;) await reader.read();
          })(),
        );
      },
    ],
    "a download that is cut off before it is read": [
      "ResponseError",
      async (create) => {
        const stream = await startDownload(create, {}, "broken").stream();
        await wait(60);
        return nameResult(new Response(stream).arrayBuffer());
      },
    ],
    "cancelling an unread gzip download": [
      "done",
      async (create) => nameResult((await startDownload(create, {}, "gzip").stream()).cancel()),
    ],
    "a gzip download that ends early": [
      "ResponseError",
      (create) => nameResult(startDownload(create, {}, "gzip").bytes()),
    ],
    "a download that is never read": [
      "done",
      async (create) => {
        await startDownload(create, {}, "broken");
        await wait(60);
        return "done";
      },
    ],
    "async hooks that reject": [
      "done",
      (create) => nameResult(create({ hooks: failingHooks }).contacts.get("flaky")),
    ],
    "async hooks that reject in a failed call": [
      "ApiError",
      (create) =>
        nameResult(create({ hooks: [failingHooks, failingHooks] }).contacts.get("missing")),
    ],
    "a logger that rejects": [
      "done",
      (create) => {
        const logger = { debug: fail, info: fail, warn: fail, error: fail };
        return nameResult(create({ hooks: logTo(logger) }).contacts.get("flaky"));
      },
    ],
    "a layer that does not await a request that fails": [
      "ConnectionError",
      (create) => {
        const layer: Layer = (next) => async (request) => void next(request) as never;
        return nameResult(create({ layers: [layer] }).contacts.get("reset"));
      },
    ],
    "a token function that throws synchronously": [
      "ConfigError",
      (create) => {
        const token = () => {
          throw new Error("no vault");
        };
        return nameResult(create({ token }).contacts.get("1"));
      },
    ],
    "a store that throws, rejects and returns no number": [
      "done",
      (create) => {
        let count = 0;
        const add = () => {
          count += 1;
          if (count === 1) throw new Error("no store");
          return count === 2 ? fail() : (Promise.resolve("many") as unknown as Promise<number>);
        };
        const { contacts } = create({ rateLimit: { store: { add } } });
        return nameResult(Promise.all([1, 2, 3].map((id) => contacts.get(`${id}`))));
      },
    ],
  };

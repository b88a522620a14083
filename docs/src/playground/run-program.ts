import type { RunMessage, WorkerMessage } from "./messages.ts";

/** How a run ended. */
export type End =
  | { readonly kind: "finished"; readonly durationMs: number }
  | { readonly kind: "failed"; readonly error: string }
  | { readonly kind: "stopped" }
  | { readonly kind: "timed-out"; readonly timeoutMs: number };

/** A run of a program in a worker. */
export interface Run {
  /** Ends the worker, whatever it does. */
  readonly stop: () => void;
  readonly end: Promise<End>;
}

/** A program waits for the rate limit at most ten seconds, and a reader hardly longer. */
const timeoutMs = 20_000;

/** Runs a program in a worker of its own, and passes on what it sends until it has ended. */
export function runProgram(source: string, onMessage: (message: WorkerMessage) => void): Run {
  const worker = new Worker(new URL("./worker/worker.ts", import.meta.url), { type: "module" });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let startedAt = performance.now();
  let finish: (end: End) => void = () => {};
  const end = new Promise<End>((resolve) => {
    finish = (result) => {
      clearTimeout(timer);
      worker.terminate();
      resolve(result);
    };
  });
  worker.addEventListener("message", ({ data }: MessageEvent<WorkerMessage>) => {
    if (data.kind === "started") {
      startedAt = performance.now();
      timer = setTimeout(() => finish({ kind: "timed-out", timeoutMs }), timeoutMs);
    } else if (data.kind === "ended") {
      const { error } = data;
      const durationMs = performance.now() - startedAt;
      finish(error === undefined ? { kind: "finished", durationMs } : { kind: "failed", error });
    } else {
      onMessage(data);
    }
  });
  worker.addEventListener("error", ({ message }) => {
    finish({ kind: "failed", error: `The program could not be loaded. ${message ?? ""}` });
  });
  worker.postMessage({ source } satisfies RunMessage);
  return { stop: () => finish({ kind: "stopped" }), end };
}

// Runs one program in a thread of its own, which the page can end at any time.
import type { RunMessage } from "../messages.ts";
import { toModule } from "./compile.ts";
import { describe, redirectConsole } from "./console.ts";
import { type Network, openNetwork } from "./network.ts";
import { post } from "./post.ts";

addEventListener("message", ({ data }: MessageEvent<RunMessage>) => void run(data), { once: true });

async function run({ source }: RunMessage): Promise<void> {
  try {
    const network = openNetwork();
    redirectConsole();
    reportLateErrors();
    const url = await toModule(source, network);
    post({ kind: "started" });
    await evaluate(url, network);
    post({ kind: "ended", error: undefined });
  } catch (error) {
    post({ kind: "ended", error: describe(error) });
  }
}

/** Runs the program, and waits for the requests whose results it does not wait for itself. */
async function evaluate(url: string, network: Network): Promise<void> {
  await import(/* @vite-ignore */ url);
  await network.idle();
}

/** Errors of promises and timers that the program does not wait for. */
function reportLateErrors(): void {
  const report = (event: Event, error: unknown) => {
    event.preventDefault();
    post({ kind: "output", isError: true, text: describe(error) });
  };
  addEventListener("unhandledrejection", (event) => report(event, event.reason));
  addEventListener("error", (event) => report(event, event.error));
}

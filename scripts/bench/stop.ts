import type { ChildProcess } from "node:child_process";
import { subscribe } from "node:diagnostics_channel";
import { once } from "node:events";
import { constants } from "node:os";

/**
 * Ends the processes that this one has started when it is interrupted, and then this one, so that its
 * `exit` listeners can remove files which those processes would have written again. The command `tsx` would
 * kill this one before that is done, so it is run by `node --import tsx`.
 */
export function stopOnSignals(): void {
  const children = new Set<ChildProcess>();
  subscribe("child_process", (message) => {
    const { process: child } = message as { readonly process: ChildProcess };
    children.add(child);
    child.once("exit", () => children.delete(child));
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, async () => {
      const ends = [...children].map((child) => once(child, "exit"));
      for (const child of children) child.kill("SIGKILL");
      await Promise.all(ends);
      process.exit(128 + constants.signals[signal]);
    });
  }
}

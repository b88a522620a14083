import type { StateFile } from "./state/state-file.ts";

/** The module that `#state-file` resolves to on platforms other than Node. */
export function openStateFile(path: string): StateFile {
  throw new Error(
    `A sandbox can only keep its state in a file on Node, and not in ${path} here. ` +
      "Leave `file` out, and keep what sandbox.snapshot() returns.",
  );
}

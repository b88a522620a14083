import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { processCases } from "./process/cases.ts";

/** Runs all cases in a process of their own. */
async function fare(transport: string): Promise<Map<string, unknown>> {
  const script = fileURLToPath(new URL("process/child.ts", import.meta.url));
  const flags = ["--conditions=@interkit/source", "--import=tsx"];
  const args = [...flags, script, transport];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const lines = stdout.trim().split("\n");
  return new Map(
    lines.map((line) => {
      const { name, outcome, escaped } = JSON.parse(line);
      return [name, { outcome, escaped }];
    }),
  );
}

describe.each(["fetch", "node"])(
  "no process ends by a failure that was caught (%s)",
  (transport) => {
    const faring = fare(transport);
    faring.catch(() => {});
    test.each(Object.entries(processCases))(
      "%s",
      async (name, [outcome]) => {
        expect((await faring).get(name)).toEqual({ outcome, escaped: [] });
      },
      60_000,
    );
  },
);

import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { processCases } from "./process/cases.ts";

/** Runs all cases in a child process. */
async function runCases(transport: string): Promise<Map<string, unknown>> {
  const script = fileURLToPath(new URL("process/child.ts", import.meta.url));
  const flags = ["--conditions=@interkit/source", "--import=tsx"];
  const args = [...flags, script, transport];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const lines = stdout.trim().split("\n");
  return new Map(
    lines.map((line) => {
      const { name, result, unhandled } = JSON.parse(line);
      return [name, { result, unhandled }];
    }),
  );
}

describe.each(["fetch", "node"])(
  "a failure that the caller catches does not end the process (%s)",
  (transport) => {
    const results = runCases(transport);
    results.catch(() => {});
    test.each(Object.entries(processCases))(
      "%s",
      async (name, [result]) => {
        expect((await results).get(name)).toEqual({ result, unhandled: [] });
      },
      60_000,
    );
  },
);

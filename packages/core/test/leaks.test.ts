import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

/** A small run of `npm run load:leaks`; gives what it prints when something is left. */
function left(subject: string): Promise<string | undefined> {
  const script = fileURLToPath(new URL("../load/leaks/run.ts", import.meta.url));
  const flags = ["--conditions=@interkit/source", "--import=tsx"];
  const args = [...flags, script, "--calls=2000", "--aborted=500", `--only=${subject}`];
  return promisify(execFile)(process.execPath, args).then(
    () => undefined,
    ({ stdout, stderr }) => `${stdout}${stderr}`,
  );
}

test.concurrent.each(["with dispatcher", "with fetch", "with nodeFetch"])(
  "2,000 calls and 500 aborted ones leave no listener, timer, connection or memory (%s)",
  async (subject) => {
    expect(await left(`@interkit/core ${subject}`)).toBeUndefined();
  },
  300_000,
);

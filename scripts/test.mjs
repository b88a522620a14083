// npm test: installs what is missing, then generates, builds, type-checks, lints and tests everything.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { install } from "./setup.mjs";
import { root } from "./turbo.mjs";

install();
const run = path.join(root, "scripts", "checks", "run.ts");
const done = spawnSync(process.execPath, ["--import", "tsx", run, ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
});
process.exitCode = done.status ?? 1;

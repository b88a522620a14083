// npm start [-- DIR] [--live]: installs and builds what is missing, then runs the demo.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { setup } from "./setup.mjs";
import { root } from "./turbo.mjs";

await setup();
const demo = path.join(root, "scripts", "demo", "main.ts");
const done = spawnSync(process.execPath, ["--import", "tsx", demo, ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
});
process.exitCode = done.status ?? 1;

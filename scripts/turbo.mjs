// Runs turbo without telemetry: `node scripts/turbo.mjs run build`.
import { spawn, spawnSync } from "node:child_process";
import { realpathSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));
const bin = path.join(root, "node_modules", "turbo", "bin", "turbo");

function settings() {
  const env = { ...process.env, TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1" };
  return { cwd: root, env };
}

/** Runs turbo in the repository's root, and returns when it has ended. */
export function turbo(args, options = {}) {
  return spawnSync(process.execPath, [bin, ...args], {
    ...settings(),
    stdio: "inherit",
    ...options,
  });
}

/** Runs turbo and keeps what it prints. */
export function turboQuietly(args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [bin, ...args], settings());
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
      });
    }
    child.on("close", (status) => resolve({ status, output }));
  });
}

if (realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  process.exitCode = turbo(process.argv.slice(2)).status ?? 1;
}

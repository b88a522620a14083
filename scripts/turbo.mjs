// Runs turbo without telemetry: `node scripts/turbo.mjs run build`.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** Runs turbo in the repository's root, and returns when it has ended. */
export function turbo(args, options = {}) {
  const bin = path.join(root, "node_modules", "turbo", "bin", "turbo");
  const env = { ...process.env, TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1" };
  return spawnSync(process.execPath, [bin, ...args], {
    cwd: root,
    env,
    stdio: "inherit",
    ...options,
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = turbo(process.argv.slice(2)).status ?? 1;
}

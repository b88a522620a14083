import { existsSync } from "node:fs";
import path from "node:path";

/** Programs that a machine need not have. Without them, the tests that need them are skipped. */
const optional = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "redis-server",
];

/** Those that this machine has: a cached test result is valid only while that stays the same. */
export function toolsFound(folders: readonly string[]): string[] {
  return optional.filter((name) => folders.some((folder) => existsSync(path.join(folder, name))));
}

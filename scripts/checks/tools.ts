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

/** Which of them this machine has: a result of tests holds only as long as that stays the same. */
export function toolsFound(folders: readonly string[]): string[] {
  return optional.filter((name) => folders.some((folder) => existsSync(path.join(folder, name))));
}

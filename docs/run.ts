// npm run docs | npm run docs:build: writes the generated pages, builds the site, and serves it on this machine.
// `sync` writes the types of the collection alone, which the type check reads.
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import path from "node:path";
import { build, preview, sync } from "astro";

const [mode = "serve"] = process.argv.slice(2);
const root: string = import.meta.dirname;
/** The memory that a machine with little of it has to spare. */
const mostMemory = 2_000_000_000;
const options = { root, logLevel: "warn" } as const;

process.env["ASTRO_TELEMETRY_DISABLED"] = "1";
if (mode === "sync") {
  await sync(options);
} else {
  const pages = spawnSync("npm", ["run", "--silent", "pages"], { cwd: root, stdio: "inherit" });
  if (pages.status !== 0) process.exit(pages.status ?? 1);
  // Astro keeps rendered pages while their text stays the same, also where a plugin now renders them differently.
  rmSync(path.join(root, "node_modules/.astro/data-store.json"), { force: true });
  await build(options);
  report();
}
if (mode === "serve") {
  const server = await preview({ ...options, server: { host: "127.0.0.1", port: 4321 } });
  console.log(`The documents: http://127.0.0.1:${server.port}/`);
}

/** Prints what the build took, and fails when it needs more memory than it may. */
function report(): void {
  const memory = process.resourceUsage().maxRSS * 1000;
  const seconds = process.uptime().toFixed(0);
  console.log(`Built in ${seconds} s, with at most ${(memory / 1e6).toFixed(0)} MB of memory.`);
  if (memory <= mostMemory) return;
  console.error(`The site may take ${mostMemory / 1e6} MB. Which part of it grew?`);
  process.exitCode = 1;
}

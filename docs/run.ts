// npm run docs | npm run docs:build: writes the generated pages, builds the site, and serves it on this machine.
// `sync` writes the types of the collection alone, which the type check reads.
import { spawnSync } from "node:child_process";
import { build, preview, sync } from "astro";

const [mode = "serve"] = process.argv.slice(2);
const root: string = import.meta.dirname;
const options = { root, logLevel: "warn" } as const;

process.env["ASTRO_TELEMETRY_DISABLED"] = "1";
if (mode === "sync") {
  await sync(options);
} else {
  const pages = spawnSync("npm", ["run", "--silent", "pages"], { cwd: root, stdio: "inherit" });
  if (pages.status !== 0) process.exit(pages.status ?? 1);
  await build(options);
}
if (mode === "serve") {
  const server = await preview({ ...options, server: { host: "127.0.0.1", port: 4321 } });
  console.log(`The documents: http://127.0.0.1:${server.port}/`);
}

// npm run docs | npm run docs:build: writes the generated pages, builds the site, and serves it on this machine.
import { spawnSync } from "node:child_process";
import { build, preview } from "astro";

const [mode = "serve"] = process.argv.slice(2);
const root: string = import.meta.dirname;

process.env["ASTRO_TELEMETRY_DISABLED"] = "1";
const pages = spawnSync("npm", ["run", "--silent", "pages"], { cwd: root, stdio: "inherit" });
if (pages.status !== 0) process.exit(pages.status ?? 1);

const options = { root, logLevel: "warn" } as const;
await build(options);
if (mode === "serve") {
  const server = await preview({ ...options, server: { host: "127.0.0.1", port: 4321 } });
  console.log(`The documents: http://127.0.0.1:${server.port}/`);
}

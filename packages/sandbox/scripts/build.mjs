// Bundles what package.json leads to. As two hundred small files, the sandbox would take three times
// as long to start: Node looks for each, reads it and compiles it by itself.
import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const folder = fileURLToPath(new URL("../", import.meta.url));
const manifest = readFileSync(path.join(folder, "package.json"), "utf8");
const entries = new Set(manifest.match(/(?<="\.\/dist\/)[^"]+(?=\.js")/g));

rmSync(path.join(folder, "dist"), { recursive: true, force: true });
await build({
  absWorkingDir: folder,
  entryPoints: [...entries].map((entry) => `src/${entry}.ts`),
  outdir: "dist",
  outbase: "src",
  // As deep as `node/`, so that both find the files of the package in the same way.
  chunkNames: "shared/[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "neutral",
  target: "es2023",
  sourcemap: true,
  supported: { "import-attributes": true },
  packages: "external",
  // What depends on where it runs is chosen there: see `imports` in package.json.
  external: ["#*", "node:*"],
  logLevel: "warning",
});

// One run of the generator in a process of its own, for bench/generate.ts: prints what it took.
import path from "node:path";
import { bundleAll } from "interkit-generator/description/bundle";
import { tablesFor } from "interkit-generator/tables/generate";
import { typesFor } from "interkit-generator/types/generate";

const folder = path.resolve(import.meta.dirname, "../../openapi");
const [only] = process.argv.slice(2);
const bundles = bundleAll(folder, only);
const files = [...typesFor(bundles), ...tablesFor(bundles)];
const bytes = files.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
const seconds = process.uptime();
const { maxRSS } = process.resourceUsage();
console.log(JSON.stringify({ seconds, megabytes: maxRSS / 1024, files: files.length, bytes }));

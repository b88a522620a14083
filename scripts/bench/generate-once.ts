// One run of the generator in a process of its own, for bench/generate.ts: prints time and memory.
import { generate } from "interkit-generator/generate";
import config from "../../openapi/generator.config.ts";

const [root = ""] = process.argv.slice(2);
const { made } = await generate(root, config);
const { maxRSS } = process.resourceUsage();
const bundled = made["bundle"] ?? 0;
console.log(JSON.stringify({ seconds: process.uptime(), megabytes: maxRSS / 1024, bundled }));

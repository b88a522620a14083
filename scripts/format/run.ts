// npm run format: formats the YAML of the description. With --check, it only names what it would change.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { globSync } from "tinyglobby";
import { formatYaml } from "./yaml.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const isCheck = process.argv.includes("--check");
const files = globSync(["openapi/*.yaml", "openapi/{common,resources}/**/*.yaml"], {
  cwd: root,
  ignore: ["**/node_modules/**", "**/dist/**"],
});
const changed: string[] = [];
for (const file of files.sort()) {
  const text = readFileSync(path.join(root, file), "utf8");
  const formatted = await formatYaml(text);
  if (formatted === text) continue;
  changed.push(file);
  if (!isCheck) writeFileSync(path.join(root, file), formatted);
}
if (isCheck && changed.length > 0) {
  console.error(`${changed.join("\n")}\nThese files are not formatted: run npm run format.`);
  process.exitCode = 1;
} else console.log(`formatted ${files.length} files of YAML, ${changed.length} of them changed`);

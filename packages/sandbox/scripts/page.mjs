// Puts Swagger UI beside our own files of the reference page. It is copied rather than depended on:
// its package brings an install script that reports to a third party, which no user should run.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

const from = path.dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));
const to = fileURLToPath(new URL("../page/swagger-ui/", import.meta.url));

rmSync(to, { recursive: true, force: true });
mkdirSync(to, { recursive: true });
for (const file of [
  "swagger-ui-bundle.js",
  "swagger-ui-bundle.js.LICENSE.txt",
  "swagger-ui.css",
  "LICENSE",
  "NOTICE",
]) {
  copyFileSync(path.join(from, file), path.join(to, file));
}

// Its source map is not copied, so that no browser requests it.
const style = path.join(to, "swagger-ui.css");
const text = readFileSync(style, "utf8");
writeFileSync(style, text.replace(/\/\*# sourceMappingURL=.*?\*\//, ""));

// The `build` of a package whose compiler is tsc: `node ../../build.shared.mjs [OUT]`, from its folder.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const out = process.argv[2] ?? "dist";
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");

// A module that was renamed would stay in `dist`, and be published.
rmSync(out, { recursive: true, force: true });
const done = spawnSync(process.execPath, [tsc, "-p", "tsconfig.build.json"], { stdio: "inherit" });
removeMaps(path.join(out, "generated"));
process.exitCode = done.status ?? 1;

/** Source maps contain the source. That of generated modules is types alone, which would double a package. */
function removeMaps(folder) {
  for (const file of filesIn(folder)) {
    if (file.endsWith(".map")) rmSync(file);
    if (!file.endsWith(".js")) continue;
    writeFileSync(
      file,
      readFileSync(file, "utf8").replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n"),
    );
  }
}

function filesIn(folder) {
  try {
    return readdirSync(folder).map((name) => path.join(folder, name));
  } catch {
    return [];
  }
}

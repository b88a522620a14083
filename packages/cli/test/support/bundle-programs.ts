import path from "node:path";
import { globSync } from "tinyglobby";
import { bundlePrograms } from "../../../../vitest.programs.ts";

const folder = path.resolve(import.meta.dirname, "../..");
const programs = globSync("test/support/programs/*.ts", { cwd: folder });

export default bundlePrograms(folder, ["src/main.ts", ...programs]);

import path from "node:path";
import { globSync } from "tinyglobby";
import { bundlePrograms } from "../../../../vitest.programs.ts";

const folder = path.resolve(import.meta.dirname, "../..");

export default bundlePrograms(folder, globSync("test/process/*.ts", { cwd: folder }));

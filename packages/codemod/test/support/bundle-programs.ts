import path from "node:path";
import { bundlePrograms } from "../../../../vitest.programs.ts";

const folder = path.resolve(import.meta.dirname, "../..");

export default bundlePrograms(folder, ["src/main.ts"]);

import path from "node:path";
import { DescriptionError } from "./description/problems.ts";
import { generate } from "./generate.ts";

try {
  console.log(generate(path.resolve(import.meta.dirname, "../../..")));
} catch (error) {
  if (!(error instanceof DescriptionError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

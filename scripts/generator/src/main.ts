import path from "node:path";
import { DescriptionError } from "./description/problems.ts";
import { described, generate } from "./generate.ts";

try {
  console.log(described(await generate(path.resolve(import.meta.dirname, "../../.."))));
} catch (error) {
  if (!(error instanceof DescriptionError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

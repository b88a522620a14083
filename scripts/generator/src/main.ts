import path from "node:path";
import config from "../../../openapi/generator.config.ts";
import { DescriptionError } from "./description/problems.ts";
import { described, generate } from "./generate.ts";

try {
  console.log(described(await generate(path.resolve(import.meta.dirname, "../../.."), config)));
} catch (error) {
  if (!(error instanceof DescriptionError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

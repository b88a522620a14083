// npm run own-api -- FOLDER: starts a repository for another API, from what this one has in common with it.
import path from "node:path";
import { Command } from "commander";
import { CopyError, copyTree } from "./copy.ts";

const program = new Command("own-api")
  .description("Starts a repository for another API, with an example in it.")
  .argument("<folder>", "where: a new folder")
  .option("--name <name>", "the name of the API", "Pedal")
  .showHelpAfterError()
  .parse();
const [folder = ""] = program.args;
const { name } = program.opts<{ name: string }>();

try {
  const target = path.resolve(folder);
  const files = copyTree(path.resolve(import.meta.dirname, "../.."), target, name);
  console.log(`wrote ${files.length} files to ${target}`);
} catch (error) {
  if (!(error instanceof CopyError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

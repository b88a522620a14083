// npm run api: compares the exports of the packages with the reports in packages/*/api.
import path from "node:path";
import { Command } from "commander";
import { checkReports, writeReports } from "./check.ts";
import { MissingDeclarationsError } from "./entries.ts";

const command = new Command("api")
  .description("Compares the exports of the packages with the reports about them, or writes these.")
  .option("--write", "writes the reports")
  .option("--root <folder>", "another repository", path.resolve(import.meta.dirname, "../.."))
  .showHelpAfterError()
  .action(({ write, root }: { readonly write?: true; readonly root: string }) => {
    try {
      const { isGood, message: words } = write ? writeReports(root) : checkReports(root);
      if (isGood) console.log(words);
      else fail(words);
    } catch (error) {
      if (!(error instanceof MissingDeclarationsError)) throw error;
      fail(error.message);
    }
  });
await command.parseAsync();

function fail(words: string): void {
  console.error(words);
  process.exitCode = 1;
}

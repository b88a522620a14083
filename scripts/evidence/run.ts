import path from "node:path";
import { Command } from "commander";
import { bundleAll } from "interkit-generator/description/bundle";
import { DescriptionError } from "interkit-generator/description/problems";
import { readLedger } from "interkit-generator/evidence/ledger";
import { ignoreClosedOutput } from "../../openapi/src/output.ts";
import { readCorrections } from "../drift/corrections.ts";
import { Coverage } from "../drift/coverage.ts";
import { explain, UnknownPlaceError } from "./explain.ts";

const folder = path.resolve(import.meta.dirname, "../../openapi");

ignoreClosedOutput();

const command = new Command("evidence")
  .description("Explains why a field is required, optional or null, and how an operation behaves.")
  .argument(
    "<place>",
    'a property, such as "Contact.name", or an operation, such as "companies.list"',
  )
  .option("--version <version>", "one API version, instead of all")
  .showHelpAfterError()
  .action((place: string, { version }: { version?: string }) => {
    try {
      const bundles = bundleAll(folder);
      if (version !== undefined && !bundles.some((bundle) => bundle.version === version)) {
        const all = bundles.map((bundle) => bundle.version).join(", ");
        throw new UnknownPlaceError(`there is no version "${version}": use ${all}`);
      }
      const corrections = readCorrections(path.join(folder, "corrections.yaml"));
      const versions = bundles.map((bundle) => bundle.version);
      const coverage = new Coverage(folder, versions);
      const known = { bundles, ledger: readLedger(folder), corrections, coverage };
      for (const line of explain(place, known, version)) console.log(line);
    } catch (error) {
      if (!(error instanceof UnknownPlaceError || error instanceof DescriptionError)) throw error;
      console.error(error.message);
      process.exitCode = 1;
    }
  });
await command.parseAsync();

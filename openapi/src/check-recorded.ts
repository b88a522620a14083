#!/usr/bin/env node
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { bundleOf, knownVersion, versions } from "./bundles.ts";
import { checkExchange } from "./check-exchange.ts";
import { FOREIGN } from "./exchange.ts";
import { Facts } from "./facts.ts";
import { ignoreClosedOutput } from "./output.ts";
import { FileError, listFiles, readExchanges } from "./read.ts";
import { Report } from "./report.ts";

const HELP = `Checks recorded responses of Intercom against its description, and prints where they differ.

  interkit-check-recorded FILE… [options]

FILE is a HAR file, JSON lines of { request: { method, url }, status, headers, body },
or a folder of such files. Of their content, only names of the API are printed.

  --version V      the version of exchanges whose headers name none: ${versions.join(", ")}
  --facts [FILE]   write entries of the evidence ledger for what was observed, without values
  --source S       the source of the entries (recorded)
  --from TEXT      the kind of the source (recordings of one workspace)

The exit code is 0 without contradictions, 1 with contradictions, 2 when a file cannot be read.`;

interface Options {
  readonly targets: readonly string[];
  readonly version: string | undefined;
  /** The file for the entries; an empty text is the standard output. */
  readonly facts: string | undefined;
  readonly source: string;
  readonly from: string;
}

ignoreClosedOutput();
process.exitCode = await run();

async function run(): Promise<number> {
  try {
    const options = readOptions(process.argv.slice(2));
    return options ? await check(options) : 0;
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    console.error(error.message);
    return 2;
  }
}

async function check(options: Options): Promise<number> {
  const report = new Report();
  const facts = new Facts();
  const thisMonth = new Date().toISOString().slice(0, 7);
  let broken = false;
  for (const file of options.targets.flatMap(listFiles)) {
    let foreign = 0;
    let own = 0;
    for await (const piece of readExchanges(file)) {
      if (piece instanceof FileError) {
        console.error(piece.message);
        broken = true;
      } else if (piece === FOREIGN) {
        foreign += 1;
      } else {
        own += 1;
        const result = checkExchange(piece, options.version);
        report.add(result);
        if ("skipped" in result) continue;
        const month = piece.month ?? thisMonth;
        for (const seen of result.objects) {
          facts.add(bundleOf(result.version), result.version, month, seen);
        }
      }
    }
    report.foreign += foreign;
    if (own === 0 && foreign > 0) {
      console.error(`${file} has no call to Intercom: record calls to api.intercom.io`);
      broken = true;
    }
  }
  print(report, facts, options);
  if (broken) return 2;
  return report.contradicting > 0 ? 1 : 0;
}

function print(report: Report, facts: Facts, { facts: target, ...origin }: Options): void {
  // Then the standard output has the entries only, so that it can be saved as a file.
  const log = target === "" ? console.error : console.log;
  if (report.hasExchanges) for (const line of report.lines()) log(line);
  if (target === undefined) return;
  const yaml = facts.toYaml(origin);
  if (target === "") process.stdout.write(yaml);
  else writeFileSync(target, yaml);
}

/** @throws {FileError} for invalid options. */
function readOptions(args: string[]): Options | undefined {
  // `--facts` has an optional value: the next argument is its file when it ends like a YAML file.
  const facts = args.indexOf("--facts");
  const file = facts >= 0 ? args[facts + 1] : undefined;
  const named = file !== undefined && /\.ya?ml$/.test(file);
  if (facts >= 0) args.splice(facts, named ? 2 : 1);
  const { values, positionals } = parseOptions(args);
  if (values.help) {
    console.log(HELP);
    return undefined;
  }
  if (positionals.length === 0) {
    throw new FileError("pass a HAR file, a file of JSON lines, or a folder; see --help");
  }
  if (values.version !== undefined && !knownVersion(values.version)) {
    throw new FileError(`there is no version "${values.version}": use ${versions.join(", ")}`);
  }
  return {
    targets: positionals,
    version: values.version,
    facts: facts >= 0 ? (named ? file : "") : undefined,
    source: values.source ?? "recorded",
    from: values.from ?? "recordings of one workspace",
  };
}

function parseOptions(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        version: { type: "string" },
        source: { type: "string" },
        from: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    const [line] = (error as Error).message.split(/\. |\n/);
    throw new FileError(`${line}; see --help`);
  }
}

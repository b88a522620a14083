#!/usr/bin/env node
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { bundleOf, knownVersion, versions } from "./bundles.ts";
import { FOREIGN } from "./exchange.ts";
import { Facts } from "./facts.ts";
import { judge } from "./judge.ts";
import { letReaderStop } from "./output.ts";
import { FileError, filesOf, readExchanges } from "./read.ts";
import { Report } from "./report.ts";

const HELP = `Holds recorded answers of Intercom against its description, and says where they differ.

  interkit-check-recorded FILE… [options]

FILE is a HAR file, JSON lines of { request: { method, url }, status, headers, body },
or a folder of such files. Nothing of their content is printed but names of the API.

  --version V      the version of exchanges whose headers name none: ${versions.join(", ")}
  --facts [FILE]   write what was seen as entries of the evidence ledger, without values
  --source S       what the entries give as source (recorded)
  --from TEXT      what kind of source it is (recordings of one workspace)

It ends with 0 when all fits, 1 when something contradicts, 2 when a file cannot be read.`;

interface Options {
  readonly targets: readonly string[];
  readonly version: string | undefined;
  /** Where the entries go; an empty text is the standard output. */
  readonly facts: string | undefined;
  readonly source: string;
  readonly from: string;
}

letReaderStop();
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
  for (const file of options.targets.flatMap(filesOf)) {
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
        const judgement = judge(piece, options.version);
        report.add(judgement);
        if ("notJudged" in judgement) continue;
        const month = piece.month ?? thisMonth;
        for (const seen of judgement.objects) {
          facts.add(bundleOf(judgement.version), judgement.version, month, seen);
        }
      }
    }
    report.foreign += foreign;
    if (own === 0 && foreign > 0) {
      console.error(`${file} holds no call to Intercom: record calls to api.intercom.io`);
      broken = true;
    }
  }
  print(report, facts, options);
  if (broken) return 2;
  return report.contradicting > 0 ? 1 : 0;
}

function print(report: Report, facts: Facts, { facts: target, ...origin }: Options): void {
  // The entries alone are the output then, so that it can be kept as it is.
  const log = target === "" ? console.error : console.log;
  if (report.met) for (const line of report.lines()) log(line);
  if (target === undefined) return;
  const yaml = facts.toYaml(origin);
  if (target === "") process.stdout.write(yaml);
  else writeFileSync(target, yaml);
}

/** @throws {FileError} for options that make no sense. */
function readOptions(args: string[]): Options | undefined {
  // `--facts` takes a file or nothing: what looks like one of the ledger is one.
  const facts = args.indexOf("--facts");
  const file = facts >= 0 ? args[facts + 1] : undefined;
  const named = file !== undefined && /\.ya?ml$/.test(file);
  if (facts >= 0) args.splice(facts, named ? 2 : 1);
  const { values, positionals } = parsed(args);
  if (values.help) {
    console.log(HELP);
    return undefined;
  }
  if (positionals.length === 0) {
    throw new FileError("give a HAR file, a file of JSON lines, or a folder; --help tells more");
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

function parsed(args: string[]) {
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
    throw new FileError(`${line}; --help tells what can be given`);
  }
}

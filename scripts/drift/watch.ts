import { execFileSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import { readApiVersions } from "interkit-generator/description/api-versions";
import { DescriptionError } from "interkit-generator/description/problems";
import { OfficialFileError, readOfficial } from "../official/read.ts";
import {
  compareSides,
  type FileDrift,
  isClean,
  linesOf,
  sidesOf,
  versionOf,
} from "./compare-file.ts";
import { hashOf, type LockedFile, readLock, writeLock } from "./lock.ts";
import { officialFiles } from "./official-files.ts";
import { proposalsOf } from "./proposals.ts";

const command = new Command("drift:watch")
  .description(
    "Compares the official files that have changed since openapi/lock.json, and updates it.",
  )
  .argument("<files...>", "official files, or a folder such as a clone of Intercom's repository")
  .option("--report <file>", "write the report to a file as well, as Markdown")
  .option("--version <version>", "the API version of the file (default: the file's own)")
  .option(
    "--description <folder>",
    "the description to compare with",
    path.resolve(import.meta.dirname, "../../openapi"),
  );

interface Options {
  readonly report?: string;
  readonly version?: string;
  readonly description: string;
}

function watch(named: readonly string[], options: Options): void {
  const { report, description: folder, version: requested } = options;
  const lock = readLock(folder);
  const files: Record<string, LockedFile> = { ...lock.files };
  const sections: string[] = [];
  const skipped: string[] = [];
  const drifts: FileDrift[] = [];
  for (const file of officialFiles(named)) {
    try {
      const official = readOfficial(file);
      const sha256 = hashOf(file);
      if (files[requested ?? versionOf(official)]?.sha256 === sha256) continue;
      const drift = compareSides(sidesOf(file, official, folder, requested));
      drifts.push(drift);
      const state = isClean(drift) ? "nothing to do" : "to be described";
      sections.push(
        `## ${drift.version}: ${state}\n\n\`\`\`\n${linesOf(drift).join("\n")}\n\`\`\``,
      );
      files[drift.version] = { sha256, compared: new Date().toISOString().slice(0, 10) };
    } catch (error) {
      if (!isMistake(error)) throw error;
      skipped.push(`- skipped: ${error.message}`);
    }
  }
  const [first = "."] = named;
  if (sections.length > 0) writeLock(folder, { commit: commitOf(first) ?? lock.commit, files });
  const news = sections.length > 0 ? sections : ["No official file has changed."];
  const proposals = proposalsOf(drifts, readApiVersions(folder).versions, folder);
  if (proposals.length > 0) proposals.unshift(proposalsHead);
  const text = ["# Intercom's official files", ...news, ...proposals, skipped.join("\n")]
    .filter(Boolean)
    .join("\n\n");
  if (report !== undefined) writeFileSync(report, `${text}\n`);
  console.log(text);
}

const proposalsHead = `## What could be added

The range of an addition has the versions of the files above. Summaries, descriptions, names of schemas and
operation ids are to be written; what the evidence says beats the official file.`;

/** Whether an error is about what the caller gave: its message says what to do. */
function isMistake(error: unknown): error is Error {
  return error instanceof OfficialFileError || error instanceof DescriptionError;
}

/** The commit of a clone; `null` for any other folder or file. */
function commitOf(cwd: string): string | null {
  if (!existsSync(path.join(cwd, ".git"))) return null;
  return execFileSync("git", ["rev-parse", "HEAD"], { cwd, encoding: "utf8" }).trim();
}

command.action((named, options) => {
  try {
    watch(named, options);
  } catch (error) {
    if (!isMistake(error)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
});
await command.parseAsync();

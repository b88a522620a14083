import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { globSync } from "tinyglobby";
import { differences } from "./compare.ts";
import { type Report, reportsOf } from "./report.ts";

/** What a run found, or did, in words. */
export interface ReportResult {
  readonly isGood: boolean;
  readonly message: string;
}

/**
 * Compares what the packages of a repository export with the reports of it.
 *
 * @throws {MissingDeclarationsError} when a package has not been built.
 */
export function checkReports(folder: string): ReportResult {
  const root = realpathSync(folder);
  const reports = reportsOf(root);
  const mistakes = reports.flatMap((report) => differences(read(report.file), report));
  for (const file of stale(root, reports)) {
    mistakes.push(`${path.relative(root, file)} is a report of nothing that is exported`);
  }
  if (mistakes.length === 0) {
    return { isGood: true, message: `${reports.length} reports say what the packages export.` };
  }
  const fix =
    "\nThe reports in packages/*/api say otherwise. If the change is meant, run\n  npm run api -- --write";
  return { isGood: false, message: [...mistakes, fix].join("\n") };
}

/**
 * Writes the reports, and deletes those of entry points that are no more.
 *
 * @throws {MissingDeclarationsError} when a package has not been built.
 */
export function writeReports(folder: string): ReportResult {
  const root = realpathSync(folder);
  const reports = reportsOf(root);
  const done: string[] = [];
  for (const { file, text } of reports) {
    if (read(file) === text) continue;
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    done.push(`wrote ${path.relative(root, file)}`);
  }
  for (const file of stale(root, reports)) {
    rmSync(file);
    done.push(`deleted ${path.relative(root, file)}`);
  }
  return { isGood: true, message: done.join("\n") || "The reports were right." };
}

function read(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

/** Reports of entry points that are no more. */
function stale(root: string, reports: readonly Report[]): string[] {
  const found = globSync("{openapi,packages/*}/api/*.api.md", { cwd: root });
  const wanted = new Set(reports.map(({ file }) => file));
  return found.map((file) => path.join(root, file)).filter((file) => !wanted.has(file));
}

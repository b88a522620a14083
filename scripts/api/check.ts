import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { globSync } from "tinyglobby";
import { differences } from "./compare.ts";
import { type Report, reportsOf } from "./report.ts";

/** The result of a run and the message to print. */
export interface ReportResult {
  readonly isGood: boolean;
  readonly message: string;
}

/**
 * Compares the exports of the packages of a repository with the reports about them.
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
    "\nThe reports in packages/*/api differ. If the change is intended, run\n  npm run api -- --write";
  return { isGood: false, message: [...mistakes, fix].join("\n") };
}

/**
 * Writes the reports, and deletes those of removed entry points.
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

/** Reports of removed entry points. */
function stale(root: string, reports: readonly Report[]): string[] {
  const found = globSync("{openapi,packages/*}/api/*.api.md", { cwd: root });
  const wanted = new Set(reports.map(({ file }) => file));
  return found.map((file) => path.join(root, file)).filter((file) => !wanted.has(file));
}

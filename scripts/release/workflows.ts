import { parse } from "yaml";

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>> | string;
  readonly "timeout-minutes"?: number;
  readonly steps?: readonly Step[];
}

interface Workflow {
  readonly permissions?: unknown;
  readonly concurrency?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** What each job may write, which nothing else may: `file/job`, and the scopes of its token. */
export const mayWrite: Readonly<Record<string, readonly string[]>> = {
  "drift.yml/compare": ["contents", "pull-requests"],
  "release.yml/version": ["contents", "pull-requests"],
  "release.yml/publish": ["id-token"],
  "release.yml/tag": ["contents"],
  "canary.yml/publish": ["id-token"],
  "docs.yml/publish": ["id-token", "pages"],
};

/** What a workflow must not do, one line each: what a linter of the syntax does not ask for. */
export function workflowFaults(
  file: string,
  text: string,
  scripts: Readonly<Record<string, string>>,
): string[] {
  const workflow = parse(text) as Workflow;
  const faults = unpinned(text);
  if (JSON.stringify(workflow.permissions) !== "{}")
    faults.push("permissions are not {}: every job declares its own");
  if (workflow.concurrency === undefined) faults.push("has no concurrency");
  for (const [name, job] of Object.entries(workflow.jobs)) {
    const wanted = mayWrite[`${file}/${name}`] ?? [];
    for (const fault of jobFaults(job, wanted, scripts)) faults.push(`${name}: ${fault}`);
  }
  return faults.map((fault) => `${file}: ${fault}`);
}

/** A tag can be moved to other code; the hash of a commit cannot. */
function unpinned(text: string): string[] {
  const lines = text.split("\n").filter((line) => /^\s*(- )?uses:/.test(line));
  return lines
    .filter((line) => !/uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))
    .map((line) => `${line.trim()}: write the hash of a commit, and its version as a comment`);
}

function jobFaults(
  job: Job,
  wanted: readonly string[],
  scripts: Readonly<Record<string, string>>,
): string[] {
  const faults: string[] = [];
  if (job["timeout-minutes"] === undefined) faults.push("has no timeout-minutes");
  const written =
    typeof job.permissions === "object"
      ? Object.keys(job.permissions).filter(
          (scope) => job.permissions?.[scope as never] === "write",
        )
      : ["everything"];
  if (written.sort().join() !== [...wanted].sort().join())
    faults.push(`may write ${written.join(", ")}, and needs ${wanted.join(", ") || "nothing"}`);
  const publishes = (job.steps ?? []).filter(({ run }) => run?.includes("release:publish"));
  const deploys = (job.steps ?? []).some(({ uses }) => uses?.startsWith("actions/deploy-pages@"));
  if ((publishes.length > 0 || deploys) !== wanted.includes("id-token"))
    faults.push("id-token is for the jobs that publish");
  for (const { env } of publishes)
    if (env?.["NPM_CONFIG_PROVENANCE"] !== "true") faults.push("publishes without provenance");
  for (const step of job.steps ?? []) faults.push(...stepFaults(step, scripts));
  return faults;
}

function stepFaults(
  { uses, run = "", with: given }: Step,
  scripts: Readonly<Record<string, string>>,
): string[] {
  const faults: string[] = [];
  if (run.includes("${{"))
    faults.push("an expression in `run` becomes code: pass it as a variable in `env`");
  if (uses?.startsWith("actions/checkout@") && given?.["persist-credentials"] !== false)
    faults.push("checkout leaves its token to later steps: set persist-credentials to false");
  for (const [, script = ""] of run.matchAll(/npm run ([\w:-]+)/g))
    if (scripts[script] === undefined) faults.push(`package.json has no script ${script}`);
  return faults;
}

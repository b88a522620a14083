import { execFile, execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { boatsYaml, rootYaml } from "../../../differences/support/boats.ts";
import { runCommand } from "../command.ts";

const root = path.resolve(import.meta.dirname, "../../../..");

const rig = `
        - name: rig
          in: query
          schema:
            type: string
            enum: [sloop, ketch, yawl]
            x-deprecated-values: { yawl: "\`ketch\`" }`;

const boats = boatsYaml(
  'captain: { deprecated: true, x-deprecated: { instead: "`owner`" }, type: [string, "null"] }',
).replace("\n      responses:", `${rig}\n      responses:`);

/** A repository with the description of one operation, which can be released and changed. */
export class Repository {
  readonly folder = mkdtempSync(path.join(tmpdir(), "release-plan-"));

  constructor() {
    this.write("openapi/intercom.yaml", rootYaml);
    this.write("openapi/resources/boats/all.yaml", boats);
    cpSync(path.join(root, "openapi/extensions.yaml"), this.path("openapi/extensions.yaml"));
    const packages = { openapi: "openapi", "packages/core": "core" };
    for (const [folder, name] of Object.entries(packages)) {
      this.writeJson(`${folder}/package.json`, { name: `@interkit/${name}`, version: "1.0.0" });
    }
    this.writeJson("package.json", { private: true, workspaces: Object.keys(packages) });
    this.writeJson("package-lock.json", { lockfileVersion: 3 });
    this.writeJson(".changeset/config.json", { fixed: [["@interkit/*"]], baseBranch: "main" });
    this.git("init", "--quiet", "--initial-branch=main");
  }

  /** Commits all, and tags it as a release. */
  release(version: string): void {
    this.git("add", "--all");
    const author = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com"];
    this.git(...author, "commit", "--quiet", "--message", version);
    this.git("tag", `@interkit/openapi@${version}`);
  }

  /** Writes the boats with some words replaced. */
  changeBoats(...replacements: readonly (readonly [from: string, to: string])[]): void {
    const changed = replacements.reduce((text, [from, to]) => {
      if (!text.includes(from)) throw new Error(`the description does not have: ${from}`);
      return text.replace(from, to);
    }, boats);
    this.write("openapi/resources/boats/all.yaml", changed);
  }

  path(file: string): string {
    return path.join(this.folder, file);
  }

  write(file: string, text: string): void {
    mkdirSync(path.dirname(this.path(file)), { recursive: true });
    writeFileSync(this.path(file), text);
  }

  writeJson(file: string, value: unknown): void {
    this.write(file, JSON.stringify(value));
  }

  git(...args: readonly string[]): void {
    execFileSync("git", args, { cwd: this.folder });
  }

  /** Runs the command on this repository. */
  plan(...args: readonly string[]): Promise<Result> {
    return runPlan("--root", this.folder, ...args);
  }

  /** Runs the command on this repository as a program of its own, which takes a second to start. */
  startPlan(...args: readonly string[]): Promise<Result> {
    const node = ["--import", "tsx", program, "--root", this.folder, ...args];
    return new Promise((resolve) => {
      execFile(process.execPath, node, { cwd: root }, (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
      });
    });
  }
}

export interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const program = path.join(root, "scripts/release/plan/run.ts");

/** Runs the command in this process. */
export async function runPlan(...args: readonly string[]): Promise<Result> {
  const [out, errors]: [string[], string[]] = [[], []];
  const code = await runCommand(args, {
    log: (line) => out.push(`${line}\n`),
    error: (line) => errors.push(`${line}\n`),
  });
  return { code, stdout: out.join(""), stderr: errors.join("") };
}

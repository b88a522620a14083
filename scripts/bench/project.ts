import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { installInto } from "../install-tool.ts";
import { packAll } from "../packed/packages.ts";

/** The software that the packages are compared with, and what the programs need. */
const peers = [
  "openapi-fetch@0.17.0",
  "intercom-client@7.0.3",
  "@octokit/core@7.0.8",
  "@octokit/plugin-paginate-rest@16.0.0",
  "stripe@23.1.0",
  "json-server@0.17.4",
  "undici@7.24.8",
  "bullmq@6.7.0",
  "ioredis@6.0.0",
  "rate-limiter-flexible@11.4.0",
  "esbuild@0.28.2",
];

/** A folder that has the programs, the packed packages and their peers. */
export interface Project {
  readonly folder: string;
  /** Of the packed packages: what was measured with the same ones need not be measured again. */
  readonly checksum: string;
}

/** Installs the packed packages and their peers beside the programs, in a folder that is removed at the end. */
export async function installProject(): Promise<Project> {
  const folder = mkdtempSync(path.join(tmpdir(), "interkit-bench-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  const packed = await packAll(path.join(folder, "tarballs"));
  const project = path.join(folder, "project");
  cpSync(path.join(import.meta.dirname, "programs"), project, { recursive: true });
  writeFileSync(path.join(project, "package.json"), '{ "private": true, "type": "module" }\n');
  await installInto(project, [...packed.map(({ tarball }) => tarball), ...peers]);
  const checksums = packed.map(({ integrity }) => integrity).join("\n");
  const checksum = createHash("sha256").update(checksums).digest("hex").slice(0, 16);
  return { folder: project, checksum };
}

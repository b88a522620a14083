import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { globSync } from "tinyglobby";
import { root } from "./guides.ts";

/** A copy of the repository in a folder of its own, with the packages that npm installed here. */
export interface Copy {
  readonly folder: string;
  /** Reverts the changes of tracked and untracked files, but not of ignored ones. */
  reset(): void;
  remove(): void;
}

/** Files that Git ignores and that the commands of the guides need. */
const built = ["openapi/dist", "packages/*/src/generated", "packages/sandbox/page/swagger-ui"];

/** Copies the working tree: what is committed, what is changed, and what is built. */
export function copyRepository(): Copy {
  const folder = mkdtempSync(path.join(os.tmpdir(), "interkit-guides-"));
  const git = (...args: string[]) =>
    execFileSync("git", args, { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
  const listed = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "-z"], {
    cwd: root,
    encoding: "utf8",
  });
  const files = listed.split("\0").filter((file) => file && existsSync(path.join(root, file)));
  const folders = globSync(built, { cwd: root, onlyDirectories: true, expandDirectories: false });
  for (const place of [...files, ...folders]) {
    cpSync(path.join(root, place), path.join(folder, place), { recursive: true });
  }
  for (const place of globSync(
    ["package.json", "{docs,openapi,examples,packages/*,scripts/*}/package.json"],
    { cwd: root },
  )) {
    linkModules(path.dirname(place), folder);
  }
  git("init", "--quiet");
  git("add", "--all");
  const author = ["-c", "user.name=Guides", "-c", "user.email=guides@localhost"];
  git(...author, "commit", "--quiet", "--no-gpg-sign", "--message", "A copy");
  return {
    folder,
    reset: () => {
      git("reset", "--quiet", "--hard");
      git("clean", "--quiet", "--force", "-d");
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Links what npm installed for a package; the packages of the repository are those of the copy. */
function linkModules(place: string, folder: string): void {
  const from = path.join(root, place, "node_modules");
  if (!existsSync(from)) return;
  const to = path.join(folder, place, "node_modules");
  mkdirSync(to);
  for (const name of readdirSync(from)) {
    if (name === ".cache") continue;
    if (name !== "@interkit") symlinkSync(path.join(from, name), path.join(to, name));
  }
  const scope = path.join(from, "@interkit");
  if (!existsSync(scope)) return;
  mkdirSync(path.join(to, "@interkit"));
  for (const name of readdirSync(scope)) {
    const target = name === "openapi" ? "openapi" : `packages/${name}`;
    symlinkSync(path.join(folder, target), path.join(to, "@interkit", name));
  }
}

// Makes a fresh checkout usable: `npm start` and `npm test` call it before anything else.
// Nothing is installed when it starts, so it may import Node's own modules only.
import { spawnSync } from "node:child_process";
import { readFileSync, realpathSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { root, turboQuietly } from "./turbo.mjs";

/** Installs and builds what is missing; a second call finds everything there. */
export async function setup() {
  install();
  await build();
}

/** Installs the locked dependencies, unless exactly these are installed already. */
export function install() {
  refuseOldNode();
  if (isInstalled(readJson("package-lock.json"), readJson("node_modules/.package-lock.json"))) {
    return;
  }
  console.log("Installing the dependencies…");
  const done = npm(["ci", "--no-fund", "--no-audit", "--loglevel=error"]);
  if (done.status !== 0) stop("The installation failed. npm's own message is above.");
}

/**
 * Whether npm's record in node_modules matches the lock file.
 *
 * Versions and checksums are compared rather than times, since a checkout gives every file a new
 * time. A package for another platform is in the lock file only, and is marked optional there.
 */
export function isInstalled(lock, installed) {
  if (lock === undefined || installed === undefined) return false;
  return Object.entries(lock.packages).every(([place, wanted]) => {
    if (place === "") return true;
    const found = installed.packages[place];
    if (found === undefined) return wanted.optional === true;
    return found.version === wanted.version && found.integrity === wanted.integrity;
  });
}

/** Prints a notice only if it takes long: without changes, turbo is done soon. */
async function build() {
  const notice = setTimeout(() => console.log("Building what has changed…"), 2_000);
  const done = await turboQuietly(["run", "build", "--output-logs=errors-only"]);
  clearTimeout(notice);
  if (done.status === 0) return;
  process.stderr.write(done.output);
  stop("The build failed. The first error is above.");
}

function refuseOldNode() {
  const wanted = readJson("package.json").engines.node.replace(">=", "");
  const [major, minor] = process.versions.node.split(".").map(Number);
  const [wantedMajor, wantedMinor] = wanted.split(".").map(Number);
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  stop(`Interkit needs Node ${wanted} or later, and this is Node ${process.versions.node}.`);
}

/** The npm that is running us, so that one machine with two of them uses one. */
function npm(args) {
  const running = process.env.npm_execpath;
  const options = { cwd: root, stdio: "inherit" };
  if (running?.endsWith("npm-cli.js"))
    return spawnSync(process.execPath, [running, ...args], options);
  return spawnSync("npm", args, { ...options, shell: process.platform === "win32" });
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(path.join(root, file), "utf8"));
  } catch {
    return undefined;
  }
}

function stop(message) {
  console.error(message);
  process.exit(1);
}

if (realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) await setup();

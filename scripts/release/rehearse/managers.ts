import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { parse } from "yaml";
import { firstLine, installTool, npm } from "../../install-tool.ts";
import { CannotRun } from "./steps.ts";

/** Something that installs packages into a project. */
export interface Manager {
  readonly name: string;
  /** Installs them with their dependencies: ours from the registry, all others from the usual one. */
  install(
    folder: string,
    wanted: Readonly<Record<string, string>>,
    registry: string,
  ): Promise<void>;
  /** The checksum of an installed version in the lockfile, if that has those of tarballs. */
  lockedIntegrity?(folder: string, name: string, version: string): string | undefined;
}

const scope = "@interkit";

const viaNpm: Manager = {
  name: "npm",
  install: async (folder, wanted, registry) => {
    write(folder, wanted, { ".npmrc": `${scope}:registry=${registry}\ncache=${folder}/.cache\n` });
    await npm(
      ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"],
      folder,
    );
  },
  lockedIntegrity: (folder, name) => {
    const lockfile = JSON.parse(readFileSync(path.join(folder, "package-lock.json"), "utf8"));
    return lockfile.packages[`node_modules/${name}`]?.integrity;
  },
};

const pnpm: Manager = {
  name: "pnpm",
  install: async (folder, wanted, registry) => {
    const program = await programOf("pnpm@10.34.9", "pnpm/bin/pnpm.cjs");
    const settings = [`${scope}:registry=${registry}`, "store-dir=.store", "cache-dir=.cache"];
    write(folder, wanted, { ".npmrc": `${settings.join("\n")}\n` });
    await run(program, ["install", "--ignore-scripts", "--ignore-workspace"], folder);
  },
  lockedIntegrity: (folder, name, version) => {
    const lockfile = parse(readFileSync(path.join(folder, "pnpm-lock.yaml"), "utf8"));
    return lockfile.packages[`${name}@${version}`]?.resolution.integrity;
  },
};

/** Its lockfile has checksums of archives that it makes itself. */
const yarn: Manager = {
  name: "yarn",
  install: async (folder, wanted, registry) => {
    const program = await programOf("@yarnpkg/cli-dist@4.18.1", "@yarnpkg/cli-dist/bin/yarn.js");
    const usual = (await npm(["config", "get", "registry"], import.meta.dirname)).trim();
    const settings = {
      nodeLinker: "node-modules",
      // Its own folder of the user keeps the addresses of tarballs, which have the port of a rehearsal.
      globalFolder: "./.yarn/global",
      enableGlobalCache: false,
      enableImmutableInstalls: false,
      enableScripts: false,
      enableTelemetry: false,
      npmRegistryServer: usual,
      npmScopes: { interkit: { npmRegistryServer: registry } },
      // It refuses what is younger than a day, and connections without TLS.
      npmPreapprovedPackages: [`${scope}/*`],
      unsafeHttpWhitelist: [registry, usual].map((url) => new URL(url).hostname),
    };
    // JSON is YAML. Without a lockfile of its own, a folder belongs to the project above it.
    write(folder, wanted, { ".yarnrc.yml": JSON.stringify(settings), "yarn.lock": "" });
    await run(program, ["install"], folder);
  },
};

export const managers: readonly Manager[] = [viaNpm, pnpm, yarn];

function write(
  folder: string,
  dependencies: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>>,
): void {
  mkdirSync(folder, { recursive: true });
  const manifest = { name: "project", private: true, type: "module", dependencies };
  writeFileSync(path.join(folder, "package.json"), JSON.stringify(manifest));
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
}

/** Installs a manager on demand, for this rehearsal and later ones. */
async function programOf(wanted: string, program: string): Promise<string> {
  try {
    const folder = await installTool(`interkit-managers/${wanted.replace(/\W+/g, "-")}`, wanted);
    return path.join(folder, "node_modules", program);
  } catch (error) {
    throw new CannotRun(`${wanted} cannot be installed here: ${firstLine(error)}`);
  }
}

async function run(program: string, args: readonly string[], cwd: string): Promise<void> {
  // A manager that finds itself in package.json of a folder above would run another version.
  const env = { ...process.env, COREPACK_ENABLE_STRICT: "0", YARN_IGNORE_PATH: "1", CI: "" };
  await promisify(execFile)(process.execPath, [program, ...args], { cwd, env, timeout: 600_000 });
}

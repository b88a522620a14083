import { mkdir, readFile } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import { CliError } from "../errors/cli-error.ts";
import { exitCodes } from "../errors/exit-codes.ts";
import { messageOf } from "../errors/message-of.ts";

/** A stored connection. Its token is in the keyring, under the name of the profile. */
export interface Profile {
  readonly apiVersion?: string;
  readonly region?: string;
  readonly baseUrl?: string;
  /** As Intercom returned it when the token was stored. */
  readonly workspace: { readonly id: string; readonly name: string };
}

/** The content of the configuration file. */
export interface Config {
  /** The profile that is used where none is named. */
  readonly current?: string;
  readonly profiles: Readonly<Record<string, Profile>>;
}

type Env = Readonly<Record<string, string | undefined>>;

/** The path of the configuration file, which has no secret in it. */
export function configPath(env: Env, platform: NodeJS.Platform = process.platform): string {
  const home = env["HOME"] ?? env["USERPROFILE"] ?? homedir();
  const folder =
    env["XDG_CONFIG_HOME"] ||
    (platform === "win32" && env["APPDATA"]) ||
    path.join(home, ".config");
  return path.join(folder, "interkit", "config.json");
}

/**
 * Reads the configuration; it is empty where there is no file.
 *
 * @throws {CliError} for a file that cannot be read, or is not one of `interkit`.
 */
export async function readConfig(file: string): Promise<Config> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return { profiles: {} };
    throw broken(file, `cannot be read (${(cause as Error).message})`, cause);
  }
  try {
    return configFrom(parse(text));
  } catch (cause) {
    throw broken(file, (cause as Error).message, cause);
  }
}

/**
 * Writes the configuration as a whole, readable by its owner alone.
 *
 * @throws {CliError} where that is not possible.
 */
export async function writeConfig(file: string, config: Config): Promise<void> {
  const { default: writeFileAtomic } = await import("write-file-atomic");
  try {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    await writeFileAtomic(file, `${JSON.stringify(config, undefined, 2)}\n`, { mode: 0o600 });
  } catch (cause) {
    const reason = messageOf(cause);
    throw new CliError(`${file} cannot be written: ${reason}`, exitCodes.failed, { cause });
  }
}

function broken(file: string, problem: string, cause: unknown): CliError {
  const fix = "correct it, or delete it and run `interkit login`";
  return new CliError(`The configuration file ${file} ${problem}; ${fix}`, exitCodes.usage, {
    cause,
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error("is not valid JSON", { cause });
  }
}

function configFrom(value: unknown): Config {
  if (!isRecord(value) || !isRecord(value["profiles"])) {
    throw new Error('has no object "profiles"');
  }
  const { current, profiles } = value;
  if (current !== undefined && typeof current !== "string") {
    throw new Error('has a "current" that is no text');
  }
  for (const [name, profile] of Object.entries(profiles)) checkProfile(name, profile);
  const checked = profiles as Record<string, Profile>;
  return current === undefined ? { profiles: checked } : { current, profiles: checked };
}

function checkProfile(name: string, profile: unknown): void {
  if (!isRecord(profile)) throw new Error(`has a profile "${name}" that is no object`);
  const texts = ["apiVersion", "region", "baseUrl"].map((field) => profile[field]);
  const { workspace } = profile;
  const isWhole =
    texts.every((text) => text === undefined || typeof text === "string") &&
    isRecord(workspace) &&
    typeof workspace["id"] === "string" &&
    typeof workspace["name"] === "string";
  if (!isWhole) throw new Error(`has a profile "${name}" with a field of a wrong type`);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

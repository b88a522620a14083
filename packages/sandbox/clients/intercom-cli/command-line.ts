import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import type { Installed, Json } from "../test-client.ts";

/** The result of a command: its exit code and output. */
export interface Done {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** Its output, parsed where it is JSON. */
  readonly json: Json;
}

/** The command line sends a token that decodes to this prefix as a bearer token. */
export const bearer = Buffer.from("tok:sandbox").toString("base64");

export interface CommandLine {
  /** Where the commands run, and where they keep their settings. */
  readonly home: string;
  readonly run: (...args: string[]) => Promise<Done>;
}

/** Intercom's own command line, in a process of its own, with settings of its own. */
export async function commandLine(
  { folder }: Installed,
  url: string,
  token: string | undefined = bearer,
): Promise<CommandLine> {
  const home = await mkdtemp(path.join(os.tmpdir(), "interkit-cli-"));
  onTestFinished(() => rm(home, { recursive: true }));
  const program = path.join(folder, "node_modules", "@intercom", "cli", "dist", "index.js");
  const env = {
    PATH: process.env["PATH"],
    HOME: home,
    INTERCOM_CONFIG_DIR: home,
    INTERCOM_API_BASE_URL: url,
    ...(token === "" ? {} : { INTERCOM_TOKEN: token }),
  };
  const run = (...args: string[]) =>
    new Promise<Done>((resolve, reject) => {
      const options = { cwd: home, env, timeout: 120_000, maxBuffer: 2 ** 26 };
      execFile(process.execPath, [program, ...args], options, (error, out, err) => {
        if (error?.killed) return reject(new Error(`intercom ${args.join(" ")} never ended`));
        const code = typeof error?.code === "number" ? error.code : 0;
        resolve({ code, out, err, json: read(out) });
      });
    });
  return { home, run };
}

/** The output as JSON, or as text where it is not JSON. */
function read(out: string): Json {
  try {
    return JSON.parse(out) as Json;
  } catch {
    return out;
  }
}

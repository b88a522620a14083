import { createReadStream } from "node:fs";
import path from "node:path";
import { text as readText } from "node:stream/consumers";
import { resolvePath } from "../arguments/path.ts";
import { CliError } from "../errors/cli-error.ts";
import type { Cli } from "../program/cli.ts";
import { stateFolder } from "../state/state-folder.ts";

/**
 * The file that notifications are kept in: the one of `--store`, or one in the state folder.
 *
 * @throws {CliError} for a file of something else, which would be added to.
 */
export async function storeFile(
  { terminal: { cwd, env } }: Cli,
  store: string | undefined,
): Promise<string> {
  if (store === undefined) return path.join(stateFolder(env), "notifications.jsonl");
  const file = resolvePath(cwd, "--store", store);
  const lines = (await beginningOf(file)).split("\n").filter((line) => line !== "");
  // A new file has no line, and a kill may have left the only one incomplete.
  const isIncomplete = lines.length < 2 && start.startsWith(lines[0] ?? "");
  if (isIncomplete || lines.some((line) => line.startsWith(start))) return file;
  throw new CliError(`--store: ${store} has no notifications; give a file of them, or a new one`);
}

/** What each line of a recording begins with. */
const start = '{"receivedAt":';

/** A file that cannot be read is refused when it is opened. */
async function beginningOf(file: string): Promise<string> {
  try {
    return await readText(createReadStream(file, { end: 65_535 }));
  } catch {
    return "";
  }
}

/**
 * The URL that notifications are sent to.
 *
 * @throws {CliError} for what is none, and for another machine unless that is allowed: a typo must not send personal
 * data elsewhere.
 */
export function targetUrl(
  option: string,
  text: string,
  { allowRemote = false }: { readonly allowRemote?: boolean | undefined },
): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== "http:" && url?.protocol !== "https:") {
    throw new CliError(
      `${option}: "${text}" is no URL; give one such as http://localhost:3000/webhooks`,
    );
  }
  if (url.username !== "" || url.password !== "") {
    throw new CliError(`${option}: the URL has a user name or a password; give it without them`);
  }
  if (allowRemote || isLoopback(url.hostname)) return url.href;
  throw new CliError(
    `${option}: ${url.host} is not this machine, and notifications have personal data; give --allow-remote if it is meant`,
  );
}

/** Whether a host, without its port, is this machine. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[(.*)\]$/, "$1");
  return (
    name === "localhost" ||
    name.endsWith(".localhost") ||
    name === "::1" ||
    /^127(\.\d{1,3}){3}$/.test(name)
  );
}

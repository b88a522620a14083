import path from "node:path";
import { resolvePath } from "../arguments/path.ts";
import { CliError } from "../errors/cli-error.ts";
import type { Cli } from "../program/cli.ts";
import { stateFolder } from "../state/state-folder.ts";

/** The file that notifications are kept in: the one of `--store`, or one in the state folder. */
export function storeFile({ terminal: { cwd, env } }: Cli, store: string | undefined): string {
  if (store !== undefined) return resolvePath(cwd, "--store", store);
  return path.join(stateFolder(env), "notifications.jsonl");
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

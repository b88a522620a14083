import type { SandboxCommandOptions, SandboxFlags } from "./command-options.ts";
import { latest, parseVersion, versions } from "./description/versions.ts";
import { isLoopback } from "./node/access.ts";
import { formatRequestLine } from "./node/request-line.ts";
import { createSandbox, type Sandbox } from "./sandbox.ts";
import type { SandboxOptions } from "./sandbox-options.ts";

/** Starts the sandbox of a command line. @throws {Error} for wrong options, and where it cannot listen. */
export async function runSandbox(
  flags: SandboxFlags,
  { print, warn, hint }: SandboxCommandOptions,
): Promise<Pick<Sandbox, "close">> {
  const sandbox = createSandbox(toOptions(flags, print));
  const { url } = await sandbox.listen({ port: flags.port, host: flags.host });
  if (!isLoopback(flags.host) && !flags.token) warn(openWarning(flags.host));
  print(startMessage(url, flags, hint));
  return sandbox;
}

function startMessage(
  url: string,
  { token: [acceptedToken = "any"] = [], apiVersion = latest }: SandboxFlags,
  hint: SandboxCommandOptions["hint"],
): string {
  const version = apiVersion === "1.0" ? latest : apiVersion;
  const headers = `-H "Authorization: Bearer ${acceptedToken}" -H "Intercom-Version: ${version}"`;
  return `A sandbox of Intercom is listening on ${url} (Ctrl-C stops it)

  every operation, to read and to try   ${url}/
  a first call                          curl ${headers} ${url}/contacts
${hint === undefined ? "" : `${hint(url, acceptedToken)}\n`}`;
}

function openWarning(host: string): string {
  return `Warning: anyone who reaches ${host} can read and reset this sandbox, and so can any web page that is
open on this machine: without --token, neither tokens nor host names are checked. Set a --token.
`;
}

/** @throws {Error} for options that are wrong, or need another one. */
function toOptions(flags: SandboxFlags, print: (line: string) => void): SandboxOptions {
  const { seed, contacts } = flags;
  if (contacts !== undefined && seed === undefined) {
    throw new Error("--contacts needs --seed with a name, such as --seed acme.");
  }
  checkVersion(flags.apiVersion);
  return {
    ...(seed === undefined
      ? {}
      : { seed: { name: seed, ...(contacts === undefined ? {} : { contacts }) } }),
    ...(flags.token ? { token: flags.token } : {}),
    ...(flags.rateLimit ? { rateLimit: { perMinute: flags.rateLimit } } : {}),
    ...(flags.apiVersion ? { defaultVersion: flags.apiVersion } : {}),
    ...(flags.cors ? { cors: flags.cors } : {}),
    ...(flags.file === undefined ? {} : { file: flags.file }),
    ...webhooksOption(flags),
    ...(flags.searchLag === undefined ? {} : { searchLagMs: flags.searchLag }),
    ...(flags.quiet ? {} : { log: (entry) => print(formatRequestLine(entry, new Date())) }),
  };
}

function webhooksOption({ webhook, ...flags }: SandboxFlags): Pick<SandboxOptions, "webhooks"> {
  const { webhookSecret: secret = "secret", webhookTopic: topics = ["*"] } = flags;
  if (webhook !== undefined) return { webhooks: { targets: [{ url: webhook, secret, topics }] } };
  const [other] = Object.keys(flags).filter((name) => name.startsWith("webhook"));
  if (other === undefined) return {};
  throw new Error("--webhook-secret and --webhook-topic need --webhook with an address.");
}

function checkVersion(version: string | undefined): void {
  if (version === undefined || version === "1.0" || parseVersion(version)) return;
  const names = ["1.0", ...versions].join(", ");
  throw new Error(`There is no API version "${version}"; --api-version is one of ${names}.`);
}

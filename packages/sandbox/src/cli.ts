#!/usr/bin/env node
import { Command, InvalidArgumentError, Option } from "commander";
import { latest, versions } from "./description/versions.ts";
import type { DefaultVersion } from "./engine/requested-version.ts";
import { isLoopback } from "./node/access.ts";
import { formatRequestLine } from "./node/request-line.ts";
import { createSandbox } from "./sandbox.ts";
import type { SandboxOptions } from "./sandbox-options.ts";
import type { TopicPattern } from "./webhooks/topic-pattern.ts";

interface Flags {
  readonly port: number;
  readonly host: string;
  readonly token?: string[];
  readonly rateLimit?: number;
  readonly apiVersion?: DefaultVersion;
  readonly seed?: string;
  readonly contacts?: number;
  readonly file?: string;
  readonly searchLag?: number;
  readonly cors?: true | string[];
  readonly webhook?: string;
  readonly webhookSecret?: string;
  readonly webhookTopic?: TopicPattern[];
  readonly quiet?: boolean;
}

const program = new Command("interkit-sandbox")
  .description("Runs a stateful Intercom on this machine until Ctrl-C.")
  .option(
    "-p, --port <number>",
    "port to listen on; 0 takes any free one",
    wholeNumber(0, 65_535),
    4010,
  )
  .option("--host <address>", "address to listen on", "127.0.0.1")
  .option("--token <token...>", "access tokens to accept (any, when left out)", token)
  .option("--rate-limit <number>", "requests per minute and token", wholeNumber(1))
  .addOption(
    new Option(
      "--api-version <version>",
      "version of requests that name none; 1.0 refuses them",
    ).choices(["1.0", ...versions]),
  )
  .option("--seed <name>", "start with a workspace with data, generated from this name")
  .option(
    "--contacts <number>",
    "how many contacts it has, with --seed (50)",
    wholeNumber(1, 100_000),
  )
  .option("--file <path>", "keep everything in this file (in memory, when left out)")
  .option("--search-lag <ms>", "how late searches find what is new or changed (0)", wholeNumber(0))
  .option(
    "--cors [origin...]",
    "let web pages of these origins use the API (any, when none is named)",
  )
  .option("--webhook <url>", "send notifications of what happens to this address")
  .option("--webhook-secret <secret>", "the client secret that signs them (secret)")
  .option("--webhook-topic <topic...>", "their topics, such as contact.* (all, when left out)")
  .option("-q, --quiet", "print no line per request")
  // Commander prints its suggestion on a second line; here an error is one line.
  .configureOutput({ outputError: (text, write) => write(`${text.trim().replace("\n", " ")}\n`) })
  .action(run);

await program.parseAsync();

async function run(flags: Flags): Promise<void> {
  try {
    const sandbox = createSandbox(toOptions(flags));
    const server = await sandbox.listen({ port: flags.port, host: flags.host });
    if (!isLoopback(flags.host) && !flags.token) console.error(openWarning(flags.host));
    console.log(startMessage(server.url, flags));
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.once(signal, () => void sandbox.close().then(() => process.exit(0)));
    }
  } catch (error) {
    program.error(`error: ${error instanceof Error ? error.message : error}`);
  }
}

function startMessage(
  url: string,
  { token: [acceptedToken = "any"] = [], apiVersion = latest }: Flags,
): string {
  const version = apiVersion === "1.0" ? latest : apiVersion;
  const headers = `-H "Authorization: Bearer ${acceptedToken}" -H "Intercom-Version: ${version}"`;
  return `A sandbox of Intercom is listening on ${url} (Ctrl-C stops it)

  every operation, to read and to try   ${url}/
  a first call                          curl ${headers} ${url}/contacts
`;
}

function openWarning(host: string): string {
  return `Warning: anyone who reaches ${host} can read and reset this sandbox, and so can any web page that is
open on this machine: without --token, neither tokens nor host names are checked. Set a --token.
`;
}

function toOptions(flags: Flags): SandboxOptions {
  const { seed, contacts } = flags;
  if (contacts !== undefined && seed === undefined) {
    throw new Error("--contacts needs --seed with a name, such as --seed acme.");
  }
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
    ...(flags.quiet ? {} : { log: (entry) => console.log(formatRequestLine(entry, new Date())) }),
  };
}

function webhooksOption({ webhook, ...flags }: Flags): Pick<SandboxOptions, "webhooks"> {
  const { webhookSecret: secret = "secret", webhookTopic: topics = ["*"] } = flags;
  if (webhook !== undefined) return { webhooks: { targets: [{ url: webhook, secret, topics }] } };
  const [other] = Object.keys(flags).filter((name) => name.startsWith("webhook"));
  if (other === undefined) return {};
  throw new Error("--webhook-secret and --webhook-topic need --webhook with an address.");
}

function wholeNumber(from: number, to: number = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= from && number <= to) return number;
    const range = to === Number.MAX_SAFE_INTEGER ? `, ${from} or more` : ` from ${from} to ${to}`;
    throw new InvalidArgumentError(`It has to be a whole number${range}.`);
  };
}

function token(text: string, others: readonly string[] = []): string[] {
  if (/^\S+$/.test(text)) return [...others, text];
  throw new InvalidArgumentError("It has to be a word without spaces.");
}

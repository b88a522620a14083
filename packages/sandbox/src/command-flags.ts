import type { DefaultVersion } from "./engine/requested-version.ts";
import { formatRequestLine } from "./node/request-line.ts";
import type { SandboxOptions } from "./sandbox-options.ts";
import type { TopicPattern } from "./webhooks/topic-pattern.ts";

/** The options of the command line. */
export interface SandboxFlags {
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

/** @throws {Error} for options that need another one. */
export function toOptions(flags: SandboxFlags, print: (line: string) => void): SandboxOptions {
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

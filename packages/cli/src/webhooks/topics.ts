import { createRequire } from "node:module";
import { checkVersion } from "../connection/connect.ts";
import { CliError } from "../errors/cli-error.ts";
import { latest } from "../generated/clients.ts";
import type { Output } from "../terminal/output.ts";

/** A topic of notifications. */
export interface Topic {
  readonly topic: string;
  readonly summary: string;
}

interface Description {
  readonly webhooks?: Readonly<Record<string, { readonly post: { readonly summary: string } }>>;
}

const require = createRequire(import.meta.url);

/**
 * The topics of an API version.
 *
 * @throws {CliError} for a version that does not exist.
 */
export function topicsOf(version: string = latest): Topic[] {
  const description = require(`@interkit/openapi/${checkVersion(version)}.json`) as Description;
  return Object.entries(description.webhooks ?? {}).map(([topic, { post }]) => {
    return { topic, summary: post.summary };
  });
}

/** Whether a topic is one that was chosen. */
export type TopicFilter = (topic: string | undefined) => boolean;

/**
 * What `--topic` chooses; everything without it. A topic that is not known is warned of, and works: Intercom adds
 * topics.
 *
 * @throws {CliError} for a text that is no pattern.
 */
export function topicFilter(output: Output, pattern: string | undefined): TopicFilter {
  if (pattern === undefined || pattern === "*") return () => true;
  if (!/^[^*\s]+(\.\*)?$/.test(pattern)) {
    throw new CliError(
      `--topic: "${pattern}" is no topic; give one such as conversation.user.created, or a group such as conversation.*`,
    );
  }
  const filter: TopicFilter = (topic) =>
    pattern.endsWith(".*") ? topic?.startsWith(pattern.slice(0, -1)) === true : topic === pattern;
  const isKnown = topicsOf("preview").some(({ topic }) => filter(topic));
  if (!isKnown) output.warn(`--topic: no known topic fits "${pattern}"; see \`webhooks topics\``);
  return filter;
}

import { versionSpan } from "../description/operations.ts";
import { type Version, versions } from "../description/versions.ts";
import { closest } from "../faults/closest.ts";
import { topics } from "../generated/topics.ts";
import type { Topic } from "../notifications/occurrence.ts";

/** A topic, or a pattern such as `contact.*` or `*`. */
export type TopicPattern = Topic | "*" | `${string}.*`;

const known = Object.entries(topics).map(([topic, [first, last]]) => ({
  topic: topic as Topic,
  versions: versions.slice(versions.indexOf(first), versions.indexOf(last) + 1),
}));

/** Whether a topic matches one of the patterns. Every target gets pings. */
export function topicMatcher(patterns: readonly string[]): (topic: string) => boolean {
  const expressions = ["ping", ...patterns].map(expressionOf);
  return (topic) => expressions.some((expression) => expression.test(topic));
}

/** @throws {TypeError} for a pattern that no topic, or none of a version, matches, with a suggestion. */
export function checkPattern(pattern: string, version?: Version): void {
  const expression = expressionOf(pattern);
  const fitting = known.filter(({ topic }) => expression.test(topic));
  if (fitting.some((one) => version === undefined || one.versions.includes(version))) return;
  const quoted = JSON.stringify(pattern);
  if (fitting.length === 0) {
    const meant = closest(
      pattern,
      known.flatMap(({ topic }) => [topic, ...groupsOf(topic)]),
    );
    const hint = meant ? `Did you mean ${meant}?` : "A topic is such as contact.user.created.";
    throw new TypeError(`No version has a topic ${quoted}. ${hint} * stands for anything.`);
  }
  const spans = [...new Set(fitting.map(versionSpan))].join(", and ");
  throw new TypeError(`Version ${version} has no topic ${quoted}, which is in ${spans}.`);
}

/** The patterns of the groups that a topic is in: `contact.*`, `contact.user.*`. */
function groupsOf(topic: string): string[] {
  const parts = topic.split(".");
  return parts.slice(1).map((_, index) => `${parts.slice(0, index + 1).join(".")}.*`);
}

/** The topics that a pattern matches. */
export function expressionOf(pattern: string): RegExp {
  const parts = pattern.split("*").map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`);
}

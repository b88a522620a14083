import { isRange } from "../reference/model/ranges.ts";
import type { Bundle, Evidence } from "./read.ts";

const methods: ReadonlySet<string> = new Set(["get", "post", "put", "patch", "delete"]);

/** Whether it was seen at the real Intercom. */
const isObserved = ({ source }: Evidence) => source === "recorded" || source === "stated";

/** The component that an entry is about: that of `Article.statistics` is `Article`. */
const componentOf = ({ schema = "" }: Evidence) => schema.split(/[.[]/, 1)[0] ?? "";

/** The names of schemas that were seen at the real Intercom, in any version. */
function seenSchemas(evidence: readonly Evidence[]): Set<string> {
  return new Set(evidence.filter(isObserved).map(componentOf));
}

/** How much of a version was seen. */
export interface Coverage {
  readonly operations: number;
  /** The named objects in answers of success. */
  readonly objects: number;
  /** Those that were seen in this version, and those that were seen in any. */
  readonly seenHere: number;
  readonly seenAnywhere: number;
}

/** @param all The versions, oldest first. */
export function coverageOf(
  bundle: Bundle,
  version: string,
  evidence: readonly Evidence[],
  all: readonly string[],
): Coverage {
  const operations = Object.values(bundle.paths).flatMap((item) =>
    Object.entries(item).flatMap(([method, operation]) => (methods.has(method) ? [operation] : [])),
  ) as { readonly responses?: Readonly<Record<string, unknown>> }[];
  const successes = operations.flatMap(({ responses = {} }) =>
    Object.entries(responses).flatMap(([status, response]) =>
      status.startsWith("2") ? [response] : [],
    ),
  );
  const objects = [...schemasIn(successes, bundle)];
  const named = evidence.filter(({ versions }) => !isRange(versions, all));
  const here = seenSchemas(named.filter(({ versions }) => versions.includes(version)));
  const anywhere = seenSchemas(evidence);
  return {
    operations: operations.length,
    objects: objects.length,
    seenHere: objects.filter((name) => here.has(name)).length,
    seenAnywhere: objects.filter((name) => anywhere.has(name)).length,
  };
}

/** The topics of webhooks of whose kind of item none was seen, in any version. */
export function unseenTopics(bundle: Bundle, evidence: readonly Evidence[]): string[] {
  const seen = seenSchemas(evidence);
  return Object.entries(bundle.webhooks ?? {}).flatMap(([topic, { post }]) => {
    const { requestBody } = post as { readonly requestBody: unknown };
    const items = namesIn(requestBody).filter((name) => name !== "Notification");
    return items.flatMap((name) => [name, ...partsOf(name, bundle)]).some((name) => seen.has(name))
      ? []
      : [topic];
  });
}

/** The schemas that one is made of, or is one of. */
function partsOf(name: string, { components }: Bundle): string[] {
  const { allOf, anyOf, oneOf } = components["schemas"]?.[name] ?? {};
  return [allOf, anyOf, oneOf].flatMap((parts) =>
    (Array.isArray(parts) ? parts : []).filter((part) => "$ref" in part).flatMap(namesIn),
  );
}

/** The names of all schemas that a part of a description leads to. */
function schemasIn(part: unknown, { components }: Bundle): Set<string> {
  const found = new Set<string>();
  const pending = referencesIn(part);
  for (let reference = pending.pop(); reference !== undefined; reference = pending.pop()) {
    const [, , kind = "", name = ""] = reference.split("/");
    if (kind === "schemas") {
      if (found.has(name)) continue;
      found.add(name);
    }
    pending.push(...referencesIn(components[kind]?.[name]));
  }
  return found;
}

const namesIn = (part: unknown) =>
  referencesIn(part).map((reference) => reference.slice(reference.lastIndexOf("/") + 1));

/** The references in a part of a description, those behind them left out. */
function referencesIn(part: unknown): string[] {
  if (typeof part !== "object" || part === null) return [];
  const { $ref } = part as { readonly $ref?: unknown };
  if (typeof $ref === "string") return [$ref];
  return Object.values(part).flatMap(referencesIn);
}

import type { Change } from "../../differences/changes.ts";
import type { Direction } from "../../differences/difference.ts";
import { policy, type Rule } from "../../differences/policy.ts";

interface Fix {
  /** What a program that sends it has to do. */
  readonly request?: string;
  /** What a program that reads it has to do. */
  readonly response?: string;
}

const both = (fix: string): Fix => ({ request: fix, response: fix });

/** What users do about a change that breaks their programs; `{head}` is what only the head states. */
const fixes: Partial<Record<Rule, Fix>> = {
  "operation-removed": both("remove the calls of it"),
  "operation-route-changed": both("request the new route"),
  "operation-moved": both("call the method there"),
  "path-parameter-renamed": both("pass it by the new name"),
  "required-parameter-added": both("pass it in each call"),
  "parameter-removed": both("do not pass it"),
  "parameter-required": both("pass it in each call"),
  "required-body-added": both("pass it in each call"),
  "body-removed": both("do not pass one"),
  "body-required": both("pass one in each call"),
  "media-type-removed": { request: "send another one", response: "expect another one" },
  "success-removed": both("expect another status"),
  "success-added": both("expect it as well"),
  "header-removed": both("do not read it"),
  "header-optional": both("expect it to be missing"),
  "property-removed": { request: "do not pass it", response: "do not read it" },
  "required-property-added": { request: "pass it" },
  "property-required": { request: "pass it" },
  "property-optional": { response: "expect it to be missing" },
  "null-added": { response: "expect null" },
  "null-removed": { request: "leave it out, or pass a value" },
  "type-changed": { request: "pass the new type", response: "read it as the new type" },
  "type-widened": { response: "expect that as well" },
  "type-narrowed": { request: "pass one of the other types" },
  "literal-added": { response: "expect it as well" },
  "value-removed": { request: "pass another one" },
  "values-replaced": { request: "pass one of the new ones", response: "expect the new ones" },
  "values-limited": { request: "pass one of these" },
  "constant-freed": { response: "expect other values" },
  "format-added": { request: "pass it in this form" },
  "format-changed": { request: "pass it in the new form", response: "read it in the new form" },
  "limit-tightened": { request: "keep to it" },
  "map-closed": { request: "pass the listed ones alone", response: "read the listed ones alone" },
  "others-forbidden": { request: "pass the listed ones alone" },
  "alternative-added": { response: "expect it as well" },
  "alternative-removed": { request: "pass another alternative" },
  "default-changed": { request: "pass the value that you rely on" },
  "type-removed": both("do not import it"),
  "type-renamed": both("import it by the new name"),
  "pagination-added": both("iterate over the result"),
  "pagination-lost": both("read the result as one response"),
  "pagination-changed": both("keep no checkpoints of earlier versions"),
  "promise-lost": both("handle the failures of single attempts"),
  "search-reduced": both("search without it"),
  "method-removed": both("call the other method"),
  "security-tightened": both("authenticate that way"),
  "server-removed": both("use another server"),
};

/** A webhook is not called, but handled. */
const fixOf = ({ rule, place }: Change): Fix | undefined =>
  rule === "operation-removed" && place.startsWith("webhook ")
    ? both("remove its handlers")
    : fixes[rule];

/** The message of a change, and what to do about it. Only the directions that it breaks count. */
export function withFix(change: Change): string {
  const { rule, directions, message } = change;
  if (change.class !== "major") return message;
  const instead = change.base.find((fact) => fact.startsWith("instead: "));
  if (instead !== undefined) return message.replace(/\.$/, `: use ${instead.slice(9)}.`);
  const concerned: readonly Direction[] = directions.length > 0 ? directions : ["neither"];
  const found = concerned.flatMap((direction) => {
    const side = direction === "response" ? "response" : "request";
    return policy[rule][side].class === "major" ? (fixOf(change)?.[side] ?? []) : [];
  });
  const texts = [...new Set(found)];
  return texts.length === 0 ? message : message.replace(/\.$/, `: ${texts.join(", ")}.`);
}

import type { Difference } from "./difference.ts";
import { isOfDeprecation } from "./keywords.ts";
import type { Rule } from "./policy.ts";

/** What is said of a place; `{base}` and `{head}` are what only one of the two states there. */
const phrases: Readonly<Record<Rule, string>> = {
  "operation-added": "is new",
  "operation-removed": "is gone",
  "operation-route-changed": "is {head} now",
  "operation-moved": "is the method `{head}` instead of `{base}`",
  "operation-named": "is the method `{head}` now",
  "path-parameter-renamed": "has the path parameter `{head}` instead of `{base}`",
  "parameter-added": "is a new optional parameter",
  "required-parameter-added": "is a new required parameter",
  "parameter-removed": "is gone",
  "parameter-required": "becomes required",
  "parameter-optional": "becomes optional",
  "parameter-written": "is written with {head} instead of {base}",
  "body-added": "is new and optional",
  "required-body-added": "is new and required",
  "body-removed": "is gone",
  "body-required": "becomes required",
  "body-optional": "becomes optional",
  "media-type-added": "is new",
  "media-type-removed": "is gone",
  "success-added": "is a new successful response with a body of its own",
  "same-success-added": "is a new successful response with the known body",
  "success-removed": "is no longer a successful response",
  "error-added": "is a new error response",
  "error-removed": "is no longer described as an error response",
  "header-added": "is new",
  "header-removed": "is no longer sent",
  "header-optional": "becomes optional",
  "header-required": "is always sent",
  "property-added": "is new",
  "required-property-added": "is new and required",
  "property-removed": "is gone",
  "property-required": "becomes required",
  "property-optional": "becomes optional",
  "null-added": "can be null",
  "null-removed": "can no longer be null",
  "type-changed": "is {head} instead of {base}",
  "type-widened": "can be {head} instead of {base}",
  "type-narrowed": "can only be {head} instead of {base}",
  "integer-widened": "is {head} instead of {base}",
  "number-narrowed": "is {head} instead of {base}",
  "value-added": "has the new {head}",
  "literal-added": "has the new {head}",
  "value-removed": "has no {base} any more",
  "values-replaced": "has {head} instead of {base}",
  "values-limited": "is limited to {head}",
  "values-freed": "is no longer limited to {base}",
  "constant-freed": "is no longer limited to {base}",
  "format-added": "has the new {head}",
  "format-removed": "has no {base} any more",
  "format-changed": "has the {head} instead of {base}",
  "format-named": "has {head} instead of {base}",
  "limit-tightened": "has {head} instead of {base}",
  "limit-loosened": "has {head} instead of {base}",
  "map-opened": "can have properties that are not listed",
  "map-closed": "can no longer have properties that are not listed",
  "others-forbidden": "forbids properties that are not listed",
  "others-allowed": "no longer forbids properties that are not listed",
  "alternative-added": "has the new alternative {head}",
  "alternative-included": "has the new alternative {head}, which another one includes",
  "alternative-covered": "no longer has the alternative {base}, which another one includes",
  "alternative-removed": "no longer has the alternative {base}",
  "discriminator-added": "is discriminated {head} now",
  "discriminator-removed": "is no longer discriminated {base}",
  "discriminator-changed": "is discriminated {head} instead of {base}",
  "default-added": "has the new {head}",
  "default-removed": "has no {base} any more",
  "default-changed": "has the {head} instead of {base}",
  deprecated: "is deprecated",
  "deprecation-withdrawn": "is no longer deprecated",
  "value-deprecated": "deprecates the {head}",
  "value-deprecation-withdrawn": "no longer deprecates the {base}",
  "type-added": "is a new type",
  "type-removed": "is gone from the exported types",
  "type-renamed": "is exported as `{head}` instead",
  "pagination-added": "is a list now, with {head}",
  "pagination-lost": "is no longer a list, without {base}",
  "pagination-changed": "is paged with {head} instead of {base}",
  "pagination-end-changed": "is paged with {head} instead of {base}",
  "promise-added": "can be repeated safely: {head} instead of {base}",
  "promise-lost": "can no longer be repeated safely: {head} instead of {base}",
  "search-extended": "supports {head}",
  "search-reduced": "no longer supports {base}",
  "method-added": "has the further method {head}",
  "method-removed": "has no method {base} with these parameters any more",
  "security-tightened": "needs {head} instead of {base}",
  "security-loosened": "accepts {head} instead of {base}",
  "server-added": "is a new server",
  "server-removed": "is gone",
  "part-broken": "is {head}",
  "prose-changed": "has another description, other examples or links",
  "extension-changed": "has {head} instead of {base}",
  "keyword-changed": "has the unknown keyword {head} instead of {base}",
};

/** What is said instead where only one of the two states something. */
const oneSided: Partial<Record<Rule, { readonly added?: string; readonly removed?: string }>> = {
  "type-widened": { added: "can also be {head}" },
  "type-narrowed": { removed: "can no longer be {base}" },
  "limit-tightened": { added: "is limited by {head}" },
  "limit-loosened": { removed: "is no longer limited by {base}" },
  "security-tightened": { removed: "no longer has {base}" },
  "security-loosened": { added: "also has {head}" },
  "promise-added": {
    added: "can be repeated safely: it has {head}",
    removed: "can be repeated safely: it no longer has {base}",
  },
  "promise-lost": {
    added: "can no longer be repeated safely: it has {head}",
    removed: "can no longer be repeated safely: it no longer has {base}",
  },
  "default-changed": { added: "has the new {head}", removed: "has no {base} any more" },
  "keyword-changed": {
    added: "has the unknown keyword {head}",
    removed: "no longer has the unknown keyword {base}",
  },
  "method-removed": { removed: "has no method {base} any more" },
};

const anyRule = { added: "has the new {head}", removed: "no longer has {base}" };

/** Returns one sentence about a difference, without its place. */
export function phraseOf({ rule, base, head }: Pick<Difference, "rule" | "base" | "head">): string {
  const [before, after] = [base, head].map((facts) => listOf(facts));
  const phrase = phrases[rule];
  const isBoth = phrase.includes("{base}") && phrase.includes("{head}");
  const { added, removed } = { ...anyRule, ...oneSided[rule] };
  const fitting = !isBoth || (before && after) ? phrase : before ? removed : added;
  return fitting
    .replace("{base}", () => before || "nothing")
    .replace("{head}", () => after || "nothing");
}

/** The facts as a list: `values "a", "b"` for several values. */
function listOf(facts: readonly string[]): string {
  const shown = facts.filter((fact) => !isOfDeprecation(fact));
  const isValues = shown.length > 1 && shown.every((fact) => fact.startsWith("value "));
  if (!isValues) return shown.join(", ");
  return `values ${shown.map((fact) => fact.slice("value ".length)).join(", ")}`;
}

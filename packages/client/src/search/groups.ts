import { ConfigError } from "@interkit/core";
import type { Grouping } from "./builder.ts";
import type { NestedSearchGroup, SearchFilter, SearchGroup } from "./filters.ts";

/** How many filters Intercom takes in a group. */
const MOST_FILTERS = 15;

/** The two ways of putting filters together. */
export const groups: { readonly and: Grouping; readonly or: Grouping } = {
  and: group("and", "AND"),
  or: group("or", "OR"),
};

function group(name: "and" | "or", operator: "AND" | "OR"): Grouping {
  const join = (
    ...parts: readonly (SearchFilter | SearchGroup)[]
  ): SearchGroup | NestedSearchGroup => {
    if (parts.length === 0) {
      throw new ConfigError(`query.${name}() needs at least one filter, such as query.eq(…)`);
    }
    for (const part of parts) checkPart(name, part);
    const filters = parts.filter((part) => !isGroup(part));
    const inner = parts.filter(isGroup);
    if (inner.length === 0) return { operator, value: limited(name, filters) };
    // From 2.13 on, Intercom describes a group of filters or a group of groups, none that mixes
    // them. Filters become a group of their own, which changes neither the meaning nor the depth.
    const own = filters.length > 0 ? [{ operator, value: limited(name, filters) }] : [];
    return { operator, value: limited(name, [...own, ...inner]) };
  };
  // Which of the two comes out, the overloads tell by what goes in.
  return join as Grouping;
}

function limited<Part>(name: string, parts: Part[]): Part[] {
  if (parts.length <= MOST_FILTERS) return parts;
  throw new ConfigError(
    `query.${name}() got ${parts.length} filters, and Intercom takes ${MOST_FILTERS} in a group: put some of them into a group of their own`,
  );
}

function checkPart(name: string, part: SearchFilter | SearchGroup): void {
  if (typeof part !== "object" || part === null || !("operator" in part)) {
    throw new ConfigError(
      `query.${name}() takes filters, each as an argument of its own, such as query.eq(…)`,
    );
  }
  if (isGroup(part) && part.value.some(isGroup)) {
    throw new ConfigError(
      `query.${name}() would be a third level of groups, and Intercom takes two: join the inner ones`,
    );
  }
}

function isGroup(part: SearchFilter | SearchGroup): part is SearchGroup {
  return part.operator === "AND" || part.operator === "OR";
}

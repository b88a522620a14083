import { ConfigError } from "@interkit/core";
import type { Grouping } from "./builder.ts";
import type { NestedSearchGroup, SearchFilter, SearchGroup } from "./filters.ts";

/** The maximum number of filters that Intercom accepts in a group. */
const MAX_FILTERS = 15;

/** The two kinds of groups. */
export const groups: { readonly and: Grouping; readonly or: Grouping } = {
  and: /* @__PURE__ */ createGrouping("and", "AND"),
  or: /* @__PURE__ */ createGrouping("or", "OR"),
};

function createGrouping(name: "and" | "or", operator: "AND" | "OR"): Grouping {
  const join = (
    ...parts: readonly (SearchFilter | SearchGroup)[]
  ): SearchGroup | NestedSearchGroup => {
    if (parts.length === 0) {
      throw new ConfigError(`query.${name}() needs at least one filter, such as query.eq(…)`);
    }
    for (const part of parts) checkPart(name, part);
    const filters = parts.filter((part) => !isGroup(part));
    const inner = parts.filter(isGroup);
    if (inner.length === 0) return { operator, value: checkFilterCount(name, filters) };
    // From 2.13 on, Intercom describes groups of filters and groups of groups, but no group with both.
    // The filters become a group of their own, which changes neither the result nor the depth.
    const own = filters.length > 0 ? [{ operator, value: checkFilterCount(name, filters) }] : [];
    return { operator, value: checkFilterCount(name, [...own, ...inner]) };
  };
  // The overloads of Grouping select the type of the result by the types of the parts.
  return join as Grouping;
}

function checkFilterCount<Part>(name: string, parts: Part[]): Part[] {
  if (parts.length <= MAX_FILTERS) return parts;
  throw new ConfigError(
    `query.${name}() got ${parts.length} filters, and Intercom takes ${MAX_FILTERS} in a group: put some of them into a group of their own`,
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

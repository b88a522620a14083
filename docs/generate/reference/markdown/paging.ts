import { resolve } from "interkit-generator/tables/methods";
import { asObject } from "../../../../openapi/src/schemas.ts";
import type { ApiMethod, ApiVersion } from "../model/api.ts";

/** How a list pages, by its style in the description. */
const styles: Readonly<Record<string, string>> = {
  cursor: "Each page names the next one by a cursor, `starting_after`.",
  "body-cursor":
    "Each page names the next one by a cursor, `pagination.starting_after` of the body.",
  page: "Pages are numbered from 1 with `page`.",
  "body-page": "Pages are numbered from 1 with `page` of the body.",
  url: "Each page has the address of the next one.",
  scroll:
    "Each page has a `scroll_param` for the next one. A workspace has one scroll at a time, which ends after a minute without a request.",
  "next-cursor": "Each page names the next one by `next_cursor`.",
  none: "The list has one page with all items.",
};

/** How a list pages, and how many items a page has; empty for a method that returns no list. */
export function pagingWords({ document }: ApiVersion, { method }: ApiMethod): string {
  const { list, operation } = method;
  if (list === undefined) return "";
  const parameters = (operation["parameters"] ?? []) as Parameters<typeof resolve>[1][];
  const size = parameters
    .map((node) => resolve(document, node))
    .find(({ name }) => name === "per_page");
  const { default: usual, maximum } = asObject(size?.["schema"]) ?? {};
  const sizes = [
    ...(usual === undefined ? [] : [`${String(usual)} items by default`]),
    ...(maximum === undefined ? [] : [`${String(maximum)} items at most`]),
  ];
  const items = sizes.length > 0 ? ` A page has ${sizes.join(" and ")}.` : "";
  return `**Paging.** ${styles[list.style] ?? ""}${items} The client requests the pages one after another; the items are in \`${list.items}\`.`;
}

import { beforeAll, expect, test } from "vitest";
import {
  createFilledWorkspace,
  type FilledWorkspace,
  headersOf,
  itemsIn,
  type List,
  type ListParameters,
  lists,
  requiredParameters,
  takesNumbers,
} from "./support/lists.ts";
import type { Json } from "./support/workspace.ts";

let filled: FilledWorkspace;
beforeAll(async () => {
  filled = await createFilledWorkspace();
});

/** A request: a URL, and a body where there is one. */
interface PageRequest {
  readonly url: string;
  readonly body: Json;
}

async function answer({ operation }: List, { url, body }: PageRequest): Promise<Json> {
  const { version, method } = operation;
  const response = await filled.sandbox.fetch(url, {
    method,
    headers: { ...headersOf(version), ...(body ? { "Content-Type": "application/json" } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url} ${response.status}: ${text}`);
  return JSON.parse(text);
}

/** The request for the first page, with parameters in the query or the body. */
function requestOf(
  { operation, style }: List,
  values: Record<string, string | number>,
): PageRequest {
  const { query, body }: ListParameters = requiredParameters(operation.id, filled.names);
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => filled.names[name] ?? "");
  const url = new URL(path, "https://api.intercom.io");
  const inBody = style.startsWith("body-");
  const more = inBody ? query : { ...query, ...values };
  for (const [name, value] of Object.entries(more)) url.searchParams.set(name, String(value));
  if (style === "body-cursor") return { url: url.href, body: { ...body, pagination: values } };
  return { url: url.href, body: inBody ? { ...body, ...values } : body };
}

/** The request for the next page, if the response has one. */
function next(list: List, last: PageRequest, body: Json): PageRequest | undefined {
  const { style } = list;
  if (style === "scroll") {
    const { scroll_param } = body;
    return itemsIn(list, body).length > 0 ? requestOf(list, { scroll_param }) : undefined;
  }
  if (style === "next-cursor") {
    expect(body.has_more).toBe(body.next_cursor !== null);
    return body.has_more ? requestOf(list, { per_page: 2, cursor: body.next_cursor }) : undefined;
  }
  const to = body.pages?.next;
  if (typeof to === "string") return { url: to, body: last.body };
  return to ? requestOf(list, { per_page: 2, starting_after: to.starting_after }) : undefined;
}

/** Reads a list to its end; a list without an end fails. */
async function walk(
  list: List,
  step: (last: PageRequest, body: Json, page: number) => PageRequest | undefined,
) {
  const seen: string[] = [];
  let pageRequest: PageRequest | undefined = requestOf(list, { per_page: 2 });
  for (let page = 1; pageRequest; page += 1) {
    if (page > 400) throw new Error("It does not end");
    const body = await answer(list, pageRequest);
    seen.push(...itemsIn(list, body).map((item) => JSON.stringify(item)));
    pageRequest = step(pageRequest, body, page);
  }
  return seen;
}

/** All items of a list, in pages of the maximum size. */
async function everything(list: List): Promise<string[]> {
  const limit = list.operation.parameters.find(({ name }) => name === "per_page")?.schema.maximum;
  const per_page = limit ?? 150;
  const seen: string[] = [];
  for (
    let pageRequest: PageRequest | undefined = requestOf(list, { per_page }), page = 1;
    pageRequest;
    page += 1
  ) {
    const body = await answer(list, pageRequest);
    const items = itemsIn(list, body);
    seen.push(...items.map((item) => JSON.stringify(item)));
    const isMore = list.style === "scroll" ? items.length > 0 : items.length === per_page;
    const further = takesNumbers(list) ? { per_page, page: page + 1 } : undefined;
    pageRequest = !isMore
      ? undefined
      : further
        ? requestOf(list, further)
        : next(list, pageRequest, body);
  }
  return seen;
}

/** Lists whose pages have no `next`, which can be read by page number only. */
const numbersOnly =
  /^(audiences\.list|contentSnippets\.list|conversations\.sideConversations\.list|admins\.activityLogs\.search)$/;

const ids = [...new Set(lists.map(({ operation }) => operation.id))].sort();

test.each(ids)("%s returns each item once, and ends, with every style of paging", async (id) => {
  for (const list of lists.filter(({ operation }) => operation.id === id)) {
    const expected = await everything(list);
    expect(expected.length, "items").toBeGreaterThan(4);
    const ways: string[][] = [];
    if (!numbersOnly.test(id)) ways.push(await walk(list, (last, body) => next(list, last, body)));
    if (takesNumbers(list)) ways.push(await walk(list, byNumber(list)));
    expect(ways.length, list.operation.version).toBeGreaterThan(0);
    for (const seen of ways) {
      expect([...seen].sort(), list.operation.version).toEqual([...expected].sort());
    }
  }
});

function byNumber(list: List) {
  return (_last: PageRequest, body: Json, page: number): PageRequest | undefined => {
    const { total_pages } = body.pages ?? body;
    expect(total_pages).toBeGreaterThan(2);
    return page < total_pages ? requestOf(list, { per_page: 2, page: page + 1 }) : undefined;
  };
}

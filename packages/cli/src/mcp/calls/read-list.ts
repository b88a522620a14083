import type { LazyList } from "@interkit/client";
import { callOperation } from "../../operations/call.ts";
import type { Paging } from "../tools/paging.ts";
import type { OperationTool } from "../tools/tools.ts";
import type { ToolArguments } from "./arguments.ts";
import { readCursor, resumeFrom, writeCursor } from "./cursor.ts";
import { fit, maxResultSize } from "./fit.ts";
import { missingFields, missingNotice } from "./pick.ts";

/** What a tool returns for a list. */
export interface ListResult {
  readonly items: readonly unknown[];
  /** How many items the list has in all, where Intercom returns that count. */
  readonly total_count?: number;
  /** Goes on after these items; not there at the end of the list. */
  readonly cursor?: string;
  readonly notice?: string;
}

/** Reads as many items as are wanted, and as fit into a result. */
export async function readList(
  intercom: object,
  tool: OperationTool,
  wanted: ToolArguments,
  signal: AbortSignal,
): Promise<ListResult> {
  const from = wanted.cursor === undefined ? undefined : readCursor(wanted.cursor);
  const paging = tool.input.paging as Paging;
  const size = from === undefined ? firstPageSize(wanted.limit, paging) : from.pageSize;
  const pageSize = paging.sizeIn === undefined ? undefined : size;
  const input = { ...withPageSize(paging, wanted, pageSize), path: wanted.path };
  const options = { signal, timeoutMs: callTimeoutMs };
  const result = callOperation({ intercom }, tool.operation, { ...input, options });
  let total: number | undefined;
  const opened = (result as { readonly list: LazyList<unknown> }).list;
  const list = (from === undefined ? opened : resumeFrom(opened, from)).withProgress(
    ({ totalCount }) => {
      total = totalCount;
    },
  );
  const { items, notice } = await collect(list, wanted);
  const checkpoint = list.checkpoint();
  const isComplete = checkpoint.complete === true;
  return {
    items,
    ...(total === undefined ? undefined : { total_count: total }),
    ...(isComplete ? undefined : { cursor: writeCursor({ checkpoint, pageSize }) }),
    ...(notice === undefined ? undefined : { notice }),
  };
}

/** How long one request may take, retries included: a person waits for the model. */
export const callTimeoutMs = 30_000;

/** The pages stay that large for all cursors: small ones would take many requests if a later limit is larger. */
function firstPageSize(limit: number, { maxSize }: Paging): number {
  return Math.min(Math.max(limit, minPageSize), maxSize);
}

const minPageSize = 20;

function withPageSize(
  { sizeIn }: Paging,
  { query, body }: ToolArguments,
  size: number | undefined,
): { query: ToolArguments["query"]; body: unknown } {
  if (size === undefined) return { query, body };
  if (sizeIn === "query") return { query: { ...query, per_page: size }, body };
  const paging = sizeIn === "body" ? { per_page: size } : { pagination: { per_page: size } };
  return { query, body: { ...(body as object | undefined), ...paging } };
}

async function collect(
  list: LazyList<unknown>,
  wanted: ToolArguments,
): Promise<{ items: unknown[]; notice?: string }> {
  const items: unknown[] = [];
  const notices = new Set<string>();
  let missing = [...(wanted.fields ?? [])];
  let size = 0;
  for await (const item of list.take(wanted.limit)) {
    const fitted = fit(item, wanted);
    size += JSON.stringify(fitted.value).length;
    if (size > maxResultSize && items.length > 0) {
      notices.add("The result has fewer items than the limit because of their size.");
      break;
    }
    items.push(fitted.value);
    missing = missingFields([item], missing);
    for (const notice of fitted.notices) notices.add(notice);
  }
  if (items.length > 0) for (const notice of missingNotice(missing)) notices.add(notice);
  return notices.size === 0 ? { items } : { items, notice: [...notices].join(" ") };
}

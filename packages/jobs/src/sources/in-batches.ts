import { ConfigError } from "@interkit/client";
import type { Batch, Source, SourceContext } from "./source.ts";

/**
 * The batches of a source as items, for a step that works at many items with one call: the pages of a list, 150
 * contacts for one statement of a database. The counts of a run are those of batches then; one that fails is tried
 * again, and replayed, as a whole.
 *
 * @throws {ConfigError} for what is no source.
 *
 * @example
 * ```ts
 * import { createIntercom } from "@interkit/client/2.16";
 * import { defineJob, fromList, inBatches } from "@interkit/jobs";
 *
 * declare function insert(rows: { id: string; email: string | null }[]): Promise<void>;
 *
 * const intercom = createIntercom({ token: process.env["INTERCOM_TOKEN"] ?? "" });
 * const copy = defineJob({
 *   name: "copy-contacts",
 *   source: inBatches(fromList(intercom.contacts.list({ per_page: 150 }))),
 *   step: (contacts) => insert(contacts.map(({ id, email }) => ({ id, email }))),
 * });
 * console.log(copy.source.name);
 * ```
 */
export function inBatches<Item>(source: Source<Item>): Source<readonly Item[]> {
  if (typeof source?.read !== "function") {
    throw new ConfigError("inBatches needs a source, such as fromList(intercom.contacts.list())");
  }
  const { name, afterwards } = source;
  return { name, afterwards, read: (context) => batchesOf(source, context) };
}

async function* batchesOf<Item>(
  source: Source<Item>,
  context: SourceContext,
): AsyncGenerator<Batch<readonly Item[]>> {
  for await (const { items, mark } of source.read(context)) {
    yield { items: items.length === 0 ? [] : [items], mark };
  }
}

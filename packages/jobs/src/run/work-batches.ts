import { ConfigError } from "@interkit/client";
import type { Json } from "../common/json.ts";
import { shortHash } from "../common/short-hash.ts";
import type { JobDefinition } from "../job/job.ts";
import type { SourceContext } from "../sources/source.ts";
import type { WorkBatch, WorkItem } from "./work.ts";

/** What the batches of a run need besides its source. */
export interface BatchContext extends SourceContext {
  /** How many items of the source were done before. */
  readonly itemsBefore: number;
  /** Is called with the number of all items, where a batch has it. */
  onTotal(total: number): void;
}

/** The batches of a source, whose items have keys. */
export async function* workBatches<Item>(
  job: Pick<JobDefinition<Item>, "name" | "source" | "key">,
  context: BatchContext,
): AsyncGenerator<WorkBatch<Item>> {
  const { source } = job;
  let count = context.itemsBefore;
  let isFirst = true;
  try {
    for await (const { items, mark, total } of source.read(context)) {
      isFirst = false;
      if (total !== undefined) context.onTotal(total);
      yield { items: items.map((item) => workItem(job, item, ++count)), mark };
    }
  } catch (error) {
    throw isFirst ? withRestart(error, context.mark) : error;
  }
}

function workItem<Item>(
  { name, source, key }: Pick<JobDefinition<Item>, "name" | "source" | "key">,
  item: Item,
  place: number,
): WorkItem<Item> {
  const own = key?.(item) ?? source.keyOf?.(item) ?? idOf(item);
  if (own !== undefined && typeof own !== "string") {
    throw new ConfigError(`The job "${name}": the key of an item must be a text or undefined`);
  }
  // The place alone would be the key of another item, once the source has others.
  return {
    key: own ?? `#${place}-${shortHash(`An item of the job "${name}"`, item)}`,
    item,
    earlierAttempts: 0,
  };
}

function idOf(item: unknown): string | undefined {
  const id = typeof item === "object" && item !== null && "id" in item ? item.id : undefined;
  return typeof id === "string" || typeof id === "number" ? String(id) : undefined;
}

/** A source refuses the mark of other arguments: the message adds what the caller of `run` can do. */
function withRestart(error: unknown, mark: Json | undefined): unknown {
  if (!(error instanceof ConfigError) || mark === undefined) return error;
  return new ConfigError(
    `${error.message}. To read the source from its start instead, run with { restart: true }`,
    { cause: error },
  );
}

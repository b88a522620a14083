import type { Json } from "../common/json.ts";
import type { ItemResult } from "./run-item.ts";

/** An item with its key. */
export interface WorkItem<Item> {
  readonly key: string;
  readonly item: Item;
  /** The attempts of earlier runs, where it is one of the failed items. */
  readonly earlierAttempts: number;
}

/** The items of a batch with their keys. */
export interface WorkBatch<Item> {
  readonly items: readonly WorkItem<Item>[];
  readonly mark: Json | undefined;
}

/** An item that ended. */
export interface SettledItem<Item> extends WorkItem<Item> {
  readonly result: ItemResult;
}

/** A batch whose items have all ended, in their order. */
export interface SettledBatch<Item> {
  readonly items: readonly SettledItem<Item>[];
  readonly mark: Json | undefined;
}

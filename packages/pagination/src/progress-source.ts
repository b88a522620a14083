import type { Checkpoint } from "@interkit/core";
import type { Progress } from "./list.ts";
import type { ListSource, Page } from "./pages/walk.ts";

/** Calls a function for each page of a source. */
export class ProgressSource<Item, Body> implements ListSource<Item, Body> {
  readonly #pages: ListSource<Item, Body>;
  readonly #call: (progress: Progress) => void;
  #pageCount = 0;
  #itemCount = 0;
  #firstTotal: number | undefined;
  #hasChanged = false;
  /** The page that was read before the function threw. */
  #unreturned: Page<Item, Body> | undefined;

  constructor(pages: ListSource<Item, Body>, call: (progress: Progress) => void) {
    this.#pages = pages;
    this.#call = call;
  }

  async read(): Promise<Page<Item, Body> | undefined> {
    const held = this.#unreturned;
    this.#unreturned = undefined;
    if (held !== undefined) return held;
    const page = await this.#pages.read();
    if (page === undefined) return undefined;
    this.#pageCount += 1;
    this.#itemCount += page.items.length;
    this.#unreturned = page;
    const { totalCount } = page;
    this.#firstTotal ??= totalCount;
    if (totalCount !== undefined && totalCount !== this.#firstTotal) this.#hasChanged = true;
    const [pages, items, hasChanged] = [this.#pageCount, this.#itemCount, this.#hasChanged];
    this.#call({ pages, items, totalCount, hasChanged });
    this.#unreturned = undefined;
    return page;
  }

  readAhead(): void {
    this.#pages.readAhead();
  }

  confirm(items: number): void {
    this.#pages.confirm(items);
  }

  checkpoint(): Checkpoint {
    return this.#pages.checkpoint();
  }

  stop(): void {
    this.#pages.stop();
  }
}

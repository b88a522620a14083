import type { Page, Progress } from "./list.ts";
import type { Source } from "./source.ts";

/** Calls a function for each page of a source. */
export class ProgressSource<Item, Body> implements Source<Page<Item, Body>> {
  readonly #pages: Source<Page<Item, Body>>;
  readonly #call: (progress: Progress) => void;
  #pageCount = 0;
  #itemCount = 0;
  /** The page that was read before the function threw. */
  #unreturned: Page<Item, Body> | undefined;

  constructor(pages: Source<Page<Item, Body>>, call: (progress: Progress) => void) {
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
    this.#call({ pages: this.#pageCount, items: this.#itemCount, totalCount });
    this.#unreturned = undefined;
    return page;
  }

  readAhead(): void {
    this.#pages.readAhead();
  }

  stop(): void {
    this.#pages.stop();
  }
}

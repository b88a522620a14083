import type { Checkpoint } from "@interkit/core";
import { itemKey, type ListKey, placeOf, positionOf } from "./checkpoint.ts";
import type { PageRequest, Style } from "./styles.ts";

/** Where a walk goes on, and how much is done before. */
type Place = ReturnType<typeof placeOf>;

interface LoggedPage {
  readonly items: readonly unknown[];
  /** How many items the walk returned before this page, and with it. */
  readonly start: number;
  readonly end: number;
  readonly request: PageRequest;
  /** The request for the page after it; `undefined` at the end of the list. */
  readonly next: PageRequest | undefined;
}

/** Which items of a walk are done, and where another walk goes on. */
export class CheckpointLog {
  readonly #key: () => ListKey;
  readonly #style: Style;
  readonly #first: PageRequest;
  /** Items that were done before this walk; less those of scrolls that were lost. */
  #itemsBefore: number;
  /** The end of the pages that are done. */
  #done: Place;
  /** The pages after it. */
  readonly #pages: LoggedPage[] = [];
  #itemCount = 0;
  #confirmed = 0;

  constructor(key: () => ListKey, style: Style, first: PageRequest, from: Checkpoint | undefined) {
    this.#key = key;
    this.#style = style;
    this.#first = first;
    this.#done = from === undefined ? { pages: 0, items: 0 } : placeOf(from);
    this.#itemsBefore = this.#done.items;
  }

  /** Adds a page, and returns it with the checkpoint after it, which is made when it is read. */
  addPage<P extends Pick<LoggedPage, "items">>(
    page: P,
    request: PageRequest,
    next: PageRequest | undefined,
  ): P & { readonly checkpoint: Checkpoint } {
    const { items } = page;
    const start = this.#itemCount;
    this.#itemCount += items.length;
    const logged = { items, start, end: this.#itemCount, request, next };
    const pages = this.#done.pages + this.#pages.length;
    const itemsBefore = this.#itemsBefore;
    this.#pages.push(logged);
    const create = () => ({ ...this.#key(), ...this.#placeAfter({ pages }, logged, itemsBefore) });
    return {
      ...page,
      get checkpoint() {
        return create();
      },
    };
  }

  confirm(items: number): void {
    this.#confirmed = items;
    for (let [page] = this.#pages; page !== undefined && page.end <= items; [page] = this.#pages) {
      this.#done = this.#placeAfter(this.#done, page);
      this.#pages.shift();
    }
  }

  /** The list starts again from its first page. */
  restart(): void {
    this.#done = { pages: 0, items: 0 };
    this.#pages.length = 0;
    this.#itemsBefore = -this.#itemCount;
  }

  /** The checkpoint behind the items that were confirmed. */
  checkpoint(): Checkpoint {
    return this.#checkpointAt(this.#confirmed);
  }

  /** The checkpoint behind all pages. */
  end(): Checkpoint {
    return this.#checkpointAt(this.#itemCount);
  }

  #checkpointAt(count: number): Checkpoint {
    let place = this.#done;
    for (const page of this.#pages) {
      if (page.end <= count) place = this.#placeAfter(place, page);
      else if (page.start < count) place = this.#placeWithin(place, page, count);
    }
    return { ...this.#key(), ...place };
  }

  #placeAfter(
    { pages }: Pick<Place, "pages">,
    { next, end }: LoggedPage,
    itemsBefore: number = this.#itemsBefore,
  ): Place {
    const items = itemsBefore + end;
    if (next === undefined) return { pages: pages + 1, items, complete: true };
    return { ...this.#position(next), pages: pages + 1, items };
  }

  #placeWithin({ pages }: Place, { items, start, request }: LoggedPage, count: number): Place {
    const last = itemKey(items[count - 1 - start]);
    const isContinued = this.#style.repeatsRequest !== true;
    const position = { ...this.#position(request), ...(isContinued ? { last } : undefined) };
    return { ...position, pages, items: this.#itemsBefore + count };
  }

  #position(request: PageRequest): Pick<Place, "position"> {
    // The server advances its cursor with each request: a page cannot be requested again.
    if (this.#style.repeatsRequest) return {};
    const { location } = this.#style;
    const position = positionOf(location.read(request), location.read(this.#first));
    return position === undefined ? {} : { position };
  }
}

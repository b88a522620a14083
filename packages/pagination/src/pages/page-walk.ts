import { type Checkpoint, ResponseError } from "@interkit/core";
import { attachCheckpoint, checkCheckpoint, itemKey, listKey } from "./checkpoint.ts";
import { CheckpointLog } from "./checkpoint-log.ts";
import { fetchPage, type ReceivedPage } from "./fetch-page.ts";
import { ListProgress } from "./list-progress.ts";
import { RecentKeys } from "./recent-keys.ts";
import { type PageRequest, type Style, styles } from "./styles.ts";
import type { ListSource, Page, Walk } from "./walk.ts";

/** A request that was sent before its page is read. */
interface Started {
  readonly request: PageRequest;
  readonly page: Promise<ReceivedPage>;
  abort(): void;
}

/** The page that was read last. */
interface LastPage {
  readonly page: ReceivedPage & { readonly items: readonly unknown[] };
  readonly request: PageRequest;
}

/**
 * One walk through a list. Each response decides which request follows. What is requested ahead is only
 * a prediction of that: it is used if it was right, and aborted otherwise.
 */
export class PageWalk implements ListSource<unknown, unknown> {
  readonly #walk: Walk;
  readonly #style: Style;
  readonly #progress: ListProgress;
  readonly #log: CheckpointLog;
  readonly #limit: number;
  readonly #first: PageRequest;
  /** The item after which this walk begins, on its first page. */
  readonly #after: string | undefined;
  /** In the order of the pages. */
  readonly #started: Started[] = [];
  #reading: Started | undefined;
  /** Why this walk cannot go on. */
  #final: { readonly error: unknown } | undefined;
  #last: LastPage | undefined;
  readonly #keys = new RecentKeys();
  #isComplete: boolean;
  #itemCount = 0;

  constructor(walk: Walk, limit: number, from: Checkpoint | undefined) {
    const { route, request } = walk;
    const key = listKey(walk, route);
    if (from !== undefined) checkCheckpoint(from, key);
    this.#walk = walk;
    this.#limit = limit;
    this.#style = styles[walk.pagination.style];
    this.#first = from?.position ? this.#style.location.write(request, from.position) : request;
    this.#after = from?.last;
    this.#isComplete = from?.complete === true;
    this.#progress = new ListProgress(route, this.#first);
    // A scroll begins again from its start.
    const isContinued = this.#isComplete || !this.#style.repeatsRequest;
    this.#log = new CheckpointLog(key, this.#style, request, isContinued ? from : undefined);
  }

  async read(): Promise<Page<unknown> | undefined> {
    if (this.#final !== undefined) throw this.#final.error;
    if (this.#isComplete) return undefined;
    try {
      const request = this.#nextRequest();
      if (request === undefined) return undefined;
      this.#reading = this.#takeStarted(request);
      return this.#addPage(await this.#reading.page, request);
    } catch (error) {
      this.stop();
      throw this.#fail(error);
    }
  }

  #addPage(received: ReceivedPage, request: PageRequest): Page<unknown> {
    const { response, totalCount } = received;
    if (received.items === null) this.#progress.checkMissingItems(response, totalCount);
    const page = { ...received, items: received.items ?? [] };
    this.#checkPageNumber(page, request);
    this.#progress.addPage(page, request);
    const isFirst = this.#last === undefined;
    this.#last = { page, request };
    const rest = isFirst ? this.#itemsToReturn(page.items) : page.items;
    const { dedupes } = this.#walk.settings;
    const items = dedupes ? rest.filter((item) => this.#keys.add(itemKey(item))) : rest;
    this.#itemCount += items.length;
    const checkpoint = this.#log.addPage(items, request, this.#style.next(page, request));
    return { ...page, items, checkpoint };
  }

  /** The items of the first page that are not done. It is all of them, if the last one that was done is gone. */
  #itemsToReturn(items: readonly unknown[]): readonly unknown[] {
    if (this.#after === undefined) return items;
    return items.slice(items.findLastIndex((item) => itemKey(item) === this.#after) + 1);
  }

  confirm(items: number): void {
    this.#log.confirm(items);
  }

  checkpoint(): Checkpoint {
    return this.#log.checkpoint();
  }

  readAhead(): void {
    const { prefetch } = this.#walk.settings;
    const wanted = this.#limit - this.#itemCount;
    if (this.#last === undefined || prefetch === 0 || wanted <= 0) return;
    const { page, request } = this.#last;
    const next = this.#style.next(page, request);
    // The check of `read` throws for a loop.
    if (next === undefined || (!this.#style.repeatsRequest && this.#progress.wasRequested(next)))
      return;
    const following = this.#style.following?.(page, request, this.#pagesWanted(wanted)) ?? [];
    const predicted = isSame(following[0], next) ? following : [next];
    for (const one of predicted.slice(this.#started.length)) {
      this.#started.push(start(this.#walk, one));
    }
  }

  /** How many pages may be requested at once: with a limit, only those that it will reach. */
  #pagesWanted(items: number): number {
    const { concurrency } = this.#walk.settings;
    if (items === Number.POSITIVE_INFINITY) return concurrency;
    const perPage = this.#last && this.#style.perPage?.(this.#last.page, this.#last.request);
    return perPage === undefined ? 1 : Math.min(concurrency, Math.ceil(items / perPage));
  }

  stop(): void {
    for (const { abort } of this.#started.splice(0)) abort();
    this.#reading?.abort();
    this.#reading = undefined;
  }

  /**
   * Returns the request for the next page; `undefined` at the end of the list.
   *
   * @throws {ResponseError} for a list that ends too early, or that has a loop.
   */
  #nextRequest(): PageRequest | undefined {
    if (this.#last === undefined) return this.#first;
    const { page, request } = this.#last;
    const next = this.#style.next(page, request);
    if (next !== undefined) {
      if (!this.#style.repeatsRequest) this.#progress.checkNextRequest(next, page.response);
    } else if (this.#walk.pagination.style !== "none") {
      // An operation that does not page returns all its items at once, whatever its count is.
      this.#progress.checkEnd(page);
    }
    return next;
  }

  #fail(error: unknown): unknown {
    const failure = attachCheckpoint(error, this.#log.end());
    // The server may have advanced: the same request would return the page after the one that was lost.
    if (this.#style.repeatsRequest && this.#last !== undefined) this.#final = { error: failure };
    return failure;
  }

  #takeStarted(request: PageRequest): Started {
    if (!isSame(this.#started[0]?.request, request)) this.stop();
    return this.#started.shift() ?? start(this.#walk, request);
  }

  /** An operation that ignores page numbers would return its first page without end. */
  #checkPageNumber(page: LastPage["page"], request: PageRequest): void {
    const previous = this.#last?.page;
    if (previous === undefined || (this.#style.isRequestedPage?.(page, request) ?? true)) return;
    if (!isSame(page.items, previous.items)) return;
    const { route } = this.#walk;
    throw new ResponseError(`${route} returned the same page twice: it ignores page numbers`, {
      response: page.response,
      problem: "list",
    });
  }
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** Sends a request that can be aborted, by the caller's signal too. */
function start(walk: Walk, request: PageRequest): Started {
  const controller = new AbortController();
  const { signal } = walk.settings.call;
  const abort = () => controller.abort(signal?.reason);
  if (signal?.aborted) abort();
  signal?.addEventListener("abort", abort);
  const page = fetchPage(walk, request, controller.signal).finally(() =>
    signal?.removeEventListener("abort", abort),
  );
  // The failure of a page that is not read concerns nothing.
  page.catch(() => {});
  return { request, page, abort: () => controller.abort() };
}

import { ResponseError } from "@interkit/core";
import { attachCheckpoint, findCursor } from "./checkpoint.ts";
import { fetchPage } from "./fetch-page.ts";
import type { Page, Walk } from "./list.ts";
import { ListProgress } from "./list-progress.ts";
import type { Source } from "./source.ts";
import { type PageRequest, type Style, styles } from "./styles.ts";

/** A request that was sent before its page is read. */
interface Started {
  readonly request: PageRequest;
  readonly page: Promise<Page<unknown>>;
  abort(): void;
}

/**
 * One walk through a list. Each response decides which request follows. What is requested ahead is only
 * a prediction of that: it is used if it was right, and aborted otherwise.
 */
export class PageWalk implements Source<Page<unknown>> {
  readonly #walk: Walk;
  readonly #style: Style;
  readonly #progress: ListProgress;
  readonly #limit: number;
  /** In the order of the pages. */
  readonly #started: Started[] = [];
  #reading: Started | undefined;
  /** Why this walk cannot go on. */
  #final: { readonly error: unknown } | undefined;
  #last: { readonly page: Page<unknown>; readonly request: PageRequest } | undefined;
  #pageCount = 0;
  #itemCount = 0;

  constructor(walk: Walk, limit: number) {
    this.#walk = walk;
    this.#limit = limit;
    this.#style = styles[walk.pagination.style];
    this.#progress = new ListProgress(walk.route, walk.request);
  }

  async read(): Promise<Page<unknown> | undefined> {
    if (this.#final !== undefined) throw this.#final.error;
    let request: PageRequest | undefined = this.#walk.request;
    try {
      request = this.#nextRequest();
      if (request === undefined) return undefined;
      this.#reading = this.#takeStarted(request);
      const page = await this.#reading.page;
      this.#checkPageNumber(page, request);
      this.#progress.addPage(page, request);
      this.#last = { page, request };
      this.#pageCount += 1;
      this.#itemCount += page.items.length;
      return page;
    } catch (error) {
      this.stop();
      throw this.#fail(error, request);
    }
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
      this.#started.push(start(this.#walk, one, this.#progress));
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
    if (this.#last === undefined) return this.#walk.request;
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

  #fail(error: unknown, request: PageRequest | undefined): unknown {
    const [pages, items] = [this.#pageCount, this.#itemCount];
    const cursor = request && findCursor(request);
    const failure = attachCheckpoint(error, { pages, items, cursor });
    // The server may have advanced: the same request would return the page after the one that was lost.
    if (this.#style.repeatsRequest && this.#last !== undefined) this.#final = { error: failure };
    return failure;
  }

  #takeStarted(request: PageRequest): Started {
    if (!isSame(this.#started[0]?.request, request)) this.stop();
    return this.#started.shift() ?? start(this.#walk, request, this.#progress);
  }

  /** An operation that ignores page numbers would return its first page without end. */
  #checkPageNumber(page: Page<unknown>, request: PageRequest): void {
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
function start(walk: Walk, request: PageRequest, progress: ListProgress): Started {
  const controller = new AbortController();
  const { signal } = walk.settings.call;
  const abort = () => controller.abort(signal?.reason);
  if (signal?.aborted) abort();
  signal?.addEventListener("abort", abort);
  const page = fetchPage(walk, request, controller.signal, progress).finally(() =>
    signal?.removeEventListener("abort", abort),
  );
  // The failure of a page that is not read concerns nothing.
  page.catch(() => {});
  return { request, page, abort: () => controller.abort() };
}

import { type Checkpoint, ResponseError } from "@interkit/core";
import { AdaptiveSize } from "./adaptive-size.ts";
import { attachCheckpoint, checkCheckpoint, itemKey, lazyListKey } from "./checkpoint.ts";
import { CheckpointLog } from "./checkpoint-log.ts";
import type { ReceivedPage } from "./fetch-page.ts";
import { ListProgress } from "./list-progress.ts";
import type { NoticeInit } from "./notice.ts";
import { RecentKeys } from "./recent-keys.ts";
import { createRecovery, type Recovery } from "./recovery.ts";
import { type Started, sleep, startPage } from "./started.ts";
import { type PageRequest, type Style, styles } from "./styles.ts";
import type { ListSource, Page, Walk } from "./walk.ts";

/** The page that was read last. */
interface LastPage {
  readonly page: ReceivedPage & { readonly items: readonly unknown[] };
  readonly request: PageRequest;
  /** The request for the page after it; `undefined` at the end of the list. */
  readonly next: PageRequest | undefined;
}

/**
 * One walk through a list. Each response decides which request follows. What is requested ahead is only
 * a prediction of that: it is used if it was right, and aborted otherwise.
 */
export class PageWalk implements ListSource<unknown, unknown> {
  readonly #walk: Walk;
  readonly #style: Style;
  #progress: ListProgress;
  readonly #log: CheckpointLog;
  readonly #limit: number;
  readonly #first: PageRequest;
  /** The item after which this walk begins, on its first page. */
  readonly #after: string | undefined;
  /** In the order of the pages. */
  readonly #started: Started[] = [];
  /** What `read` waits for. */
  #reading: { abort(): void } | undefined;
  readonly #size: AdaptiveSize;
  readonly #recovery: Recovery;
  /** Why this walk cannot go on. */
  #final: { readonly error: unknown } | undefined;
  #last: LastPage | undefined;
  readonly #keys = new RecentKeys();
  #isComplete: boolean;
  #itemCount = 0;

  constructor(walk: Walk, limit: number, from: Checkpoint | undefined) {
    const { route, request } = walk;
    const key = lazyListKey(walk, route);
    if (from !== undefined) checkCheckpoint(from, key());
    this.#walk = walk;
    this.#limit = limit;
    this.#style = styles[walk.pagination.style];
    this.#first = from?.position ? this.#style.location.write(request, from.position) : request;
    this.#after = from?.last;
    this.#isComplete = from?.complete === true;
    this.#progress = new ListProgress(route, this.#first);
    this.#size = new AdaptiveSize(walk, this.#style);
    this.#size.resume(this.#first, request);
    this.#recovery = createRecovery(walk, this.#style, this.#first, this.#size);
    // A scroll begins again from its start.
    const isContinued = this.#isComplete || !this.#style.repeatsRequest;
    this.#log = new CheckpointLog(key, this.#style, request, isContinued ? from : undefined);
  }

  async read(): Promise<Page<unknown> | undefined> {
    if (this.#final !== undefined) throw this.#final.error;
    if (this.#isComplete) return undefined;
    try {
      const next = this.#nextRequest();
      if (next === undefined) return undefined;
      const { page, request } = await this.#receive(next);
      return this.#addPage(page, request);
    } catch (error) {
      this.stop();
      throw this.#fail(error);
    }
  }

  /** Receives a page, by another request if the first one fails and another may succeed. */
  async #receive(next: PageRequest): Promise<{ page: ReceivedPage; request: PageRequest }> {
    for (let request = next; ; ) {
      const started = this.#takeStarted(request);
      this.#reading = started;
      try {
        const page = await started.page;
        // An abort of what is done would cost the creation of its error, for each page.
        this.#reading = undefined;
        const other = this.#size.grow(page, request);
        if (other === undefined) return { page, request };
        request = other;
      } catch (error) {
        this.stop();
        request = await this.#recover(error, request);
      }
    }
  }

  /** Whether an error is that of a page of one item. */
  isUnreadable(error: unknown): boolean {
    return this.#recovery.unreadable === error;
  }

  /** Returns the request to send after a failure, or throws the failure. */
  async #recover(error: unknown, request: PageRequest): Promise<PageRequest> {
    const step = this.#recovery.after(error, request, this.#last?.page);
    if (step === undefined) throw error;
    if (step.notice !== undefined) this.#notify(step.notice);
    if (step.restarts) this.#restart();
    if (step.delayMs !== undefined) {
      const waiting = sleep(step.delayMs, this.#walk.settings.call.signal);
      this.#reading = waiting;
      await waiting.done;
    }
    return step.request;
  }

  #restart(): void {
    this.#last = undefined;
    this.#progress = new ListProgress(this.#walk.route, this.#first);
    this.#log.restart();
  }

  #notify(notice: NoticeInit): void {
    const { route, settings } = this.#walk;
    try {
      settings.onNotice?.({ ...notice, route, checkpoint: this.#log.end() });
    } catch {
      // A mistake in a log line loses no item.
    }
  }

  #addPage(received: ReceivedPage, request: PageRequest): Page<unknown> {
    const { response, totalCount } = received;
    if (received.items === null) this.#progress.checkMissingItems(response, totalCount);
    const page = { ...received, items: received.items ?? [] };
    this.#checkPageNumber(page, request);
    const following = this.#style.next(page, request);
    const next = following && this.#size.fit(following);
    this.#progress.addPage(page, request, next);
    const isFirst = this.#last === undefined;
    this.#last = { page, request, next };
    const rest = isFirst ? this.#itemsToReturn(page.items) : page.items;
    const { dedupes } = this.#walk.settings;
    const items = dedupes ? rest.filter((item) => this.#keys.add(itemKey(item))) : rest;
    this.#itemCount += items.length;
    this.#progress.leaveOut(rest.length - items.length);
    const logged = this.#log.addPage({ ...page, items }, request, next);
    for (const notice of this.#recovery.notices()) {
      if (notice.kind === "skipped") this.#progress.addSkipped();
      this.#notify(notice);
    }
    const shift = this.#style.following && this.#progress.shiftOf(totalCount);
    if (shift !== undefined) this.#notify({ kind: "shift", message: shift });
    return logged;
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
    const { page, request, next } = this.#last;
    // The check of `read` throws for a page that may not be requested.
    if (next === undefined || !this.#isUsable(next, page)) return;
    const following = this.#style.following?.(page, request, this.#pagesWanted(wanted)) ?? [];
    const predicted = isSame(following[0], next) ? following : [next];
    for (const one of predicted.slice(this.#started.length)) {
      this.#started.push(startPage(this.#walk, one));
    }
  }

  #isUsable(next: PageRequest, page: LastPage["page"]): boolean {
    return this.#style.repeatsRequest || this.#progress.isUsable(next, page);
  }

  /** How many pages may be requested at once: with a limit, only those that it will reach. */
  #pagesWanted(items: number): number {
    const { window } = this.#size;
    if (items === Number.POSITIVE_INFINITY) return window;
    const perPage = this.#last && this.#style.perPage?.(this.#last.page, this.#last.request);
    return perPage === undefined ? 1 : Math.min(window, Math.ceil(items / perPage));
  }

  stop(): void {
    for (const { abort } of this.#started.splice(0)) abort();
    this.#reading?.abort();
    this.#reading = undefined;
  }

  /**
   * Returns the request for the next page; `undefined` at the end of the list.
   *
   * @throws {ResponseError} for a list that ends too early, that has a loop, or that leaves its host.
   */
  #nextRequest(): PageRequest | undefined {
    if (this.#last === undefined) return this.#size.fit(this.#first);
    const { page, next } = this.#last;
    if (next !== undefined) {
      if (!this.#style.repeatsRequest) this.#progress.checkNextRequest(next, page);
    } else if (this.#walk.pagination.style !== "none") {
      // An operation that does not page returns all its items at once, whatever its count is.
      const message = this.#progress.checkEnd(page);
      if (message !== undefined) this.#notify({ kind: "count", message });
    }
    return next && this.#size.fit(next);
  }

  #fail(error: unknown): unknown {
    const failure = attachCheckpoint(error, this.#log.end());
    // The server may have advanced: the same request would return the page after the one that was lost.
    if (this.#style.repeatsRequest && this.#last !== undefined) this.#final = { error: failure };
    return failure;
  }

  #takeStarted(request: PageRequest): Started {
    const [first] = this.#started;
    if (first !== undefined && !isSame(first.request, request)) this.stop();
    return this.#started.shift() ?? startPage(this.#walk, request);
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

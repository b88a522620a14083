import {
  ApiError,
  type InterkitError,
  type Pagination,
  ResponseError,
  TimeoutError,
} from "@interkit/core";
import type { ReceivedPage } from "./fetch-page.ts";
import { readCounters } from "./next.ts";
import type { PageRequest, PageResponse, Style } from "./styles.ts";
import { wholeNumber } from "./values.ts";
import type { Walk } from "./walk.ts";

/** The size of a page where neither the request nor a response states it: the smallest default. */
const usualSize = 10;
const maxPagesBeforeGrowth = 64;

/**
 * Decides how many items the next page has: fewer after a page that failed, down to one, and more again
 * with each page that arrives. All sizes divide the next larger one, so that a page with a number is
 * replaced by pages with the same items. How many pages are requested at the same time follows.
 */
export class AdaptiveSize {
  readonly #style: Style;
  readonly #pagination: Pagination;
  readonly #concurrency: number;
  /** The usual size and the smaller ones; `undefined` until a page failed. */
  #sizes: readonly number[] | undefined;
  /** The place in `#sizes` of the size that pages have now. */
  #level = 0;
  /** The server accepts the sizes from this place on. */
  #largest = 0;
  #window: number;
  /** How many attempts of a page of one item failed. */
  #attempts = 0;
  /** How many pages have to arrive before the next ones are larger: more each time that those fail. */
  #pagesBeforeGrowth = 1;
  #arrived = 0;
  /** Whether no page of the present size arrived yet, since it grew. */
  #hasGrown = false;
  /** The server uses no other size. */
  #isFixed: boolean;
  /** Why pages are smaller. */
  #cause: unknown;

  constructor({ pagination, settings }: Walk, style: Style) {
    this.#style = style;
    this.#pagination = pagination;
    this.#concurrency = settings.concurrency;
    this.#window = settings.concurrency;
    this.#isFixed = pagination.style === "none" || pagination.style === "scroll";
  }

  /** Continues with the size of a checkpoint, where that is a smaller one than the list's own, or one item. */
  resume(first: PageRequest, request: PageRequest): void {
    const size = this.#statedSize(first);
    if (size === undefined || first === request) return;
    if (size === this.#statedSize(request) && size > 1) return;
    const sizes = sizesFrom(this.#statedSize(request) ?? usualSize);
    this.#sizes = sizes.includes(size) ? sizes : sizesFrom(size);
    this.#level = this.#sizes.indexOf(size);
  }

  /** How many pages may be requested at the same time. */
  get window(): number {
    return this.#window;
  }

  /** Returns the request for a page that begins with the same item, of the size that pages have now. */
  fit(request: PageRequest): PageRequest {
    if (this.#sizes === undefined) return request;
    const { location } = this.#style;
    const sizes = this.#sizes.slice(this.#level);
    const page = this.#numberOf(request);
    if (page === undefined) return location.write(request, { per_page: sizes[0] });
    const start = (page - 1) * this.#sizeOf(request);
    const size = sizes.find((one) => start % one === 0) ?? 1;
    return location.write(request, { page: start / size + 1, per_page: size });
  }

  /**
   * Returns the request for a smaller page in place of one that failed; `"one"` for a page of one item,
   * and `undefined` where fewer items cannot help.
   */
  shrink(
    error: unknown,
    request: PageRequest,
    before: PageResponse | undefined,
  ): PageRequest | "one" | undefined {
    const attempts = this.#attempts + attemptsOf(error);
    this.#attempts = 0;
    if (this.#isFixed || !dependsOnItems(error, this.#pagination)) return undefined;
    // Where pages were made smaller already, larger ones fail again and need no second attempt.
    if (attempts < 2 && this.#sizes === undefined) return undefined;
    // A server may have a lower limit than the size that was requested.
    const size = this.#sizes
      ? this.#sizeOf(request)
      : (readCounters(before?.body).perPage ?? this.#statedSize(request));
    // Without the size of pages, the place of a page with a number is unknown.
    if (size === undefined && (this.#numberOf(request) ?? 1) > 1) return undefined;
    this.#cause = error;
    this.#sizes ??= sizesFrom(size ?? usualSize);
    this.#window = Math.max(1, Math.floor(this.#window / 2));
    const level = this.#sizes.findIndex((one) => one < (size ?? usualSize));
    if (level === -1) {
      if (attempts >= 2) return "one";
      this.#attempts = attempts;
      return request;
    }
    if (this.#hasGrown)
      this.#pagesBeforeGrowth = Math.min(maxPagesBeforeGrowth, this.#pagesBeforeGrowth * 2);
    this.#hasGrown = false;
    this.#arrived = 0;
    this.#level = Math.max(level, this.#largest);
    return this.fit(request);
  }

  /**
   * Records a page that arrived. Returns the request to send in its place, where the server did not use
   * the size: pages with numbers would have other items.
   *
   * @throws What made pages smaller, where the server uses no size.
   */
  grow(received: ReceivedPage, request: PageRequest): PageRequest | undefined {
    this.#attempts = 0;
    if (this.#sizes === undefined) return undefined;
    const size = this.#sizeOf(request);
    const response = { ...received, items: received.items ?? [] };
    const next = this.#style.next(response, request);
    const isNumbered = [request, next].some((one) => one && this.#numberOf(one) !== undefined);
    if (isNumbered && readCounters(response.body).perPage !== size) {
      this.#largest = this.#sizes.indexOf(size) + 1;
      if (this.#largest >= this.#sizes.length) {
        this.#sizes = undefined;
        this.#isFixed = true;
        throw this.#cause;
      }
      this.#level = Math.max(this.#level, this.#largest);
      return this.fit(request);
    }
    this.#window = Math.min(this.#concurrency, this.#window + 1);
    // A smaller page leads to the start of a larger one.
    if (size !== this.#sizes[this.#level]) return undefined;
    this.#arrived += 1;
    this.#hasGrown = this.#arrived >= this.#pagesBeforeGrowth && this.#level > this.#largest;
    if (this.#hasGrown) {
      this.#level -= 1;
      this.#arrived = 0;
    }
    return undefined;
  }

  #numberOf(request: PageRequest): number | undefined {
    return wholeNumber(this.#style.location.read(request)["page"]);
  }

  #statedSize(request: PageRequest): number | undefined {
    return wholeNumber(this.#style.location.read(request)["per_page"]);
  }

  /** A request with another size than `#sizes` has is one that the server limited to the usual size. */
  #sizeOf(request: PageRequest): number {
    const [usual = usualSize, ...smaller] = this.#sizes ?? [];
    const stated = this.#statedSize(request);
    return stated !== undefined && smaller.includes(stated) ? stated : usual;
  }
}

/** Whether a failure may depend on how many items a page has, or on one of them. */
export function dependsOnItems(error: unknown, { style }: Pagination): boolean {
  if (error instanceof TimeoutError) return true;
  if (!(error instanceof ApiError || error instanceof ResponseError)) return false;
  if (error.status >= 500) return true;
  // A search answers 404 where a record of the page was deleted.
  return style === "body-cursor" && error.status === 404;
}

/** A call that was refused, or that used up its time, is not repeated by the client. */
function attemptsOf(error: unknown): number {
  const { attempts = 1 } = error as InterkitError;
  const isFinal = error instanceof TimeoutError ? error.phase === "call" : isNotFound(error);
  return isFinal ? Math.max(2, attempts) : attempts;
}

const isNotFound = (error: unknown) => error instanceof ApiError && error.status === 404;

/** A size and the smaller ones: each is the largest divisor of the one before, up to its half. */
function sizesFrom(size: number): number[] {
  const sizes = [size];
  for (let last = size; last > 1; sizes.push(last)) {
    const above = last;
    for (last = Math.floor(above / 2); above % last !== 0; ) last -= 1;
  }
  return sizes;
}

import { ResponseError } from "@interkit/core";
import { type Counters, hasForeignNext, readCounters, readNext } from "./next.ts";
import { shortKey } from "./short-key.ts";
import type { PageRequest, PageResponse } from "./styles.ts";
import { isValues, type Values, valueAt, wholeNumber } from "./values.ts";

/** A search may return empty pages before its next item; no search was observed to return so many. */
const maxEmptyPages = 100;
/**
 * A page may come twice when, between two requests, as many items were added as a page holds. Three
 * repeated pages in a row mean that the list does not advance.
 */
const maxRepeatedPages = 3;

interface ReceivedPage extends PageResponse {
  readonly response: Response;
  readonly totalCount: number | undefined;
}

/**
 * The progress of one walk through a list. It detects a list that never ends and a list that ends too
 * early. It keeps a few characters for each page, whatever the size of the page.
 */
export class ListProgress {
  readonly #route: string;
  readonly #startsAtFirstPage: boolean;
  readonly #requestKeys = new Set<string>();
  readonly #pageKeys = new Set<string>();
  #itemCount = 0;
  /** The lowest total count of a page. */
  #leastCount = Number.POSITIVE_INFINITY;
  #emptyPages = 0;
  #repeatedPages = 0;
  #totalCount: number | undefined;

  constructor(route: string, first: PageRequest) {
    this.#route = route;
    this.#startsAtFirstPage = startsAtFirstPage(first);
  }

  /** @throws {ResponseError} when a response has `null` instead of items, and counts more items. */
  checkMissingItems(response: Response, totalCount: number | undefined): void {
    if (this.#isIncomplete(totalCount)) {
      throw this.#createError(
        response,
        `returned null in place of items, ${this.#describeCounts(totalCount)}`,
      );
    }
  }

  /**
   * Records a page, and what a page that follows is compared with.
   *
   * @throws {ResponseError} when page after page has no new items.
   */
  addPage(
    { items, response, totalCount }: ReceivedPage,
    request: PageRequest,
    next: PageRequest | undefined,
  ): void {
    this.#leastCount = Math.min(this.#leastCount, totalCount ?? Number.POSITIVE_INFINITY);
    this.#itemCount += items.length;
    this.#emptyPages = items.length === 0 ? this.#emptyPages + 1 : 0;
    if (this.#emptyPages > maxEmptyPages) {
      throw this.#createError(
        response,
        `returned ${this.#emptyPages} empty pages in a row and has another one, after ${this.#itemCount} items`,
      );
    }
    if (next === undefined) return;
    this.#requestKeys.add(requestKey(request));
    if (items.length === 0) return;
    const content = shortKey(JSON.stringify([items.length, items[0], items.at(-1)]));
    this.#repeatedPages = this.#pageKeys.has(content) ? this.#repeatedPages + 1 : 0;
    this.#pageKeys.add(content);
    if (this.#repeatedPages < maxRepeatedPages) return;
    throw this.#createError(
      response,
      `returned ${this.#repeatedPages} pages in a row that it had returned before, after ${this.#itemCount} items`,
    );
  }

  /** Takes back repeated items, which are not returned. */
  leaveOut(items: number): void {
    this.#itemCount -= items;
  }

  /** A record that could not be read was left out. */
  addSkipped(): void {
    this.#itemCount += 1;
  }

  /** The problem of a total count that is not the one of the page before; `undefined` if it is. */
  shiftOf(totalCount: number | undefined): string | undefined {
    const before = this.#totalCount;
    this.#totalCount = totalCount ?? before;
    if (before === undefined || this.#totalCount === before) return undefined;
    return `${this.#route} counted ${before} items and now counts ${totalCount}: its pages shifted, so that items may have been left out or may come twice`;
  }

  /** Whether the next page is one that was not requested, of this API. */
  isUsable(next: PageRequest, { body, response }: ReceivedPage): boolean {
    return !this.wasRequested(next) && !hasForeignNext(body, response.url);
  }

  /** @throws {ResponseError} when the next page was requested already, or is said to be on another host. */
  checkNextRequest(next: PageRequest, { body, response }: ReceivedPage): void {
    if (hasForeignNext(body, response.url)) {
      throw this.#createError(
        response,
        "has its next page on another host, which is not requested",
      );
    }
    if (!this.wasRequested(next)) return;
    throw this.#createError(response, "has a loop: its next page is one that was already read");
  }

  /**
   * The problem of a list that ends, and states it, with another number of items than it counts;
   * `undefined` if there is none.
   *
   * @throws {ResponseError} when a list ends without stating it, and all its counts were higher: a higher
   * count of a later page may be that of items that were added to pages before it.
   */
  checkEnd({ body, response, totalCount }: ReceivedPage): string | undefined {
    const isIncomplete = totalCount !== undefined && this.#isIncomplete(this.#leastCount);
    if (isIncomplete && !reportsEnd(body, readCounters(body))) {
      throw this.#createError(response, `has no next page, ${this.#describeCounts(totalCount)}`);
    }
    const isWhole = totalCount === undefined || totalCount === this.#itemCount;
    if (isWhole || !this.#startsAtFirstPage) return undefined;
    return `${this.#route} ended, ${this.#describeCounts(totalCount)}`;
  }

  /** Some lists return the same request again and again. */
  wasRequested(request: PageRequest): boolean {
    return this.#requestKeys.has(requestKey(request));
  }

  #isIncomplete(totalCount = 0): boolean {
    return this.#startsAtFirstPage && totalCount > this.#itemCount;
  }

  #describeCounts(totalCount: number | undefined): string {
    return `although it counts ${totalCount} items and returned ${this.#itemCount}`;
  }

  #createError(response: Response, problem: string): ResponseError {
    return new ResponseError(`${this.#route} ${problem}`, { response, problem: "list" });
  }
}

const requestKey = ({ query, body }: PageRequest) => shortKey(JSON.stringify([query, body]));

function reportsEnd(body: unknown, counters: Counters): boolean {
  const { page = 1, totalPages = Number.POSITIVE_INFINITY } = counters;
  return readNext(body) === null || page >= totalPages || valueAt(body, "has_more") === false;
}

/** The parameters that select a position in a list, besides a page number. */
const positionParameters = ["starting_after", "cursor", "scroll_param", "before"];

/** Only a walk from the first page on can be compared with the count of all items. */
function startsAtFirstPage({ query, body }: PageRequest): boolean {
  const locations: Values[] = [query];
  if (isValues(body)) locations.push(body);
  if (isValues(body) && isValues(body["pagination"])) locations.push(body["pagination"]);
  return locations.every(
    (values) =>
      positionParameters.every((name) => values[name] === undefined || values[name] === null) &&
      (wholeNumber(values["page"]) ?? 1) <= 1,
  );
}

import { ResponseError } from "@interkit/core";
import { type Counters, countersOf, nextOf } from "./next.ts";
import { shortKey } from "./short-key.ts";
import type { Ask } from "./styles.ts";
import { isValues, type Values, valueAt, wholeNumber } from "./values.ts";

/** A search may skip through empty pages; nobody has seen it do so for as long as this. */
const mostEmptyPages = 100;
/** A page may come twice, when so many items were added meanwhile as it holds. Three times is no accident. */
const mostRepeatedPages = 3;

interface Came {
  readonly items: readonly unknown[];
  readonly body: unknown;
  readonly response: Response;
}

/**
 * The course of one walk through a list: what was asked and what came, to tell a list that never ends
 * and one that ends too soon. It keeps a few characters of each page, whatever a page weighs.
 */
export class Course {
  readonly #route: string;
  readonly #isWhole: boolean;
  readonly #asked = new Set<string>();
  readonly #seen = new Set<string>();
  #read = 0;
  #empty = 0;
  #repeated = 0;

  constructor(route: string, first: Ask) {
    this.#route = route;
    this.#isWhole = startsAtTheStart(first);
  }

  /** @throws {ResponseError} when an answer is `null` instead of items, and says that there are more. */
  noItems(response: Response, totalCount: number | undefined): void {
    if (this.#lacks(totalCount)) {
      throw this.#error(response, `gave null in place of items, ${this.#soFar(totalCount)}`);
    }
  }

  /**
   * Takes note of a page.
   *
   * @throws {ResponseError} when pages go on that give nothing new.
   */
  came({ items, response }: Came, ask: Ask): void {
    this.#asked.add(keyOf(ask));
    this.#read += items.length;
    this.#empty = items.length === 0 ? this.#empty + 1 : 0;
    if (this.#empty > mostEmptyPages) {
      throw this.#error(
        response,
        `gave ${this.#empty} empty pages in a row and leads to another, after ${this.#read} items`,
      );
    }
    if (items.length === 0) return;
    const content = shortKey(JSON.stringify([items.length, items[0], items.at(-1)]));
    this.#repeated = this.#seen.has(content) ? this.#repeated + 1 : 0;
    this.#seen.add(content);
    if (this.#repeated < mostRepeatedPages) return;
    throw this.#error(
      response,
      `gave ${this.#repeated} pages in a row that it had given before, after ${this.#read} items`,
    );
  }

  /** @throws {ResponseError} when this was asked already. */
  goesOn(ask: Ask, response: Response): void {
    if (!this.#asked.has(keyOf(ask))) return;
    throw this.#error(response, "goes in circles: it leads back to a page that was already read");
  }

  /** @throws {ResponseError} when a list ends without saying so, and its count says that there is more. */
  ends({ body, response }: Came): void {
    const counters = countersOf(body);
    if (this.#lacks(counters.totalCount) && !saysEnd(body, counters)) {
      throw this.#error(
        response,
        `says nothing of a next page, ${this.#soFar(counters.totalCount)}`,
      );
    }
  }

  #lacks(totalCount = 0): boolean {
    return this.#isWhole && totalCount > this.#read;
  }

  #soFar(totalCount: number | undefined): string {
    return `though it counts ${totalCount} items and gave ${this.#read}`;
  }

  #error(response: Response, what: string): ResponseError {
    return new ResponseError(`${this.#route} ${what}`, { response, problem: "list" });
  }
}

const keyOf = ({ query, body }: Ask) => shortKey(JSON.stringify([query, body]));

function saysEnd(body: unknown, counters: Counters): boolean {
  const { page = 1, totalPages = Number.POSITIVE_INFINITY } = counters;
  return nextOf(body) === null || page >= totalPages || valueAt(body, "has_more") === false;
}

/** Names of what leads into the middle of a list. */
const leads = ["starting_after", "cursor", "scroll_param", "before"];

/** A walk that begins in the middle cannot be held against the count of all items. */
function startsAtTheStart({ query, body }: Ask): boolean {
  const places: Values[] = [query];
  if (isValues(body)) places.push(body);
  if (isValues(body) && isValues(body["pagination"])) places.push(body["pagination"]);
  return places.every(
    (place) =>
      leads.every((name) => place[name] === undefined || place[name] === null) &&
      (wholeNumber(place["page"]) ?? 1) <= 1,
  );
}

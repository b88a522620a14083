/** How a list is continued; platform differences are explained in `@interkit/pagination`. */
export type PaginationStyle =
  | "cursor"
  | "body-cursor"
  | "page"
  | "body-page"
  | "url"
  | "scroll"
  | "next-cursor"
  | "none";

/** How an operation pages, and where its response has the items (`data`, `data.articles`). */
export interface Pagination {
  /** How the next page is requested. */
  readonly style: PaginationStyle;
  /** The path of the items in a response, with dots. */
  readonly items: string;
}

/** Returns the facts about the operation of a route; `undefined` for one that has none. */
export type FactsOf = (route: string) => OperationFacts | undefined;

/** The facts about an operation that the client needs at run time. All are optional: most have none. */
export interface OperationFacts {
  /** A POST that only reads, so that it may be retried. */
  readonly safe?: true;
  /**
   * A read that advances with each call, so that it must not be retried after a lost response: the
   * retry would skip the items of that response.
   */
  readonly advances?: true;
  /** Starts a job: its 429 means that as many as allowed are pending, unless the window is empty. */
  readonly busy?: true;
  /** How it pages, for an operation that returns a list. */
  readonly pagination?: Pagination;
  /**
   * The argument of the client's method after the path parameters, where it is not the default: a query
   * for a list, nothing for another GET or DELETE, a body for POST, PUT and PATCH.
   */
  readonly input?: "query" | "body" | "none";
  /**
   * Fields of the query or body that have the name of an option of a call, such as `headers`. Where
   * there is no such field, that name among the fields is an option in the wrong place.
   */
  readonly fields?: readonly string[];
  /** Names of array parameters that are sent as `a=1,2`; all others repeat: `a=1&a=2`. */
  readonly comma?: readonly string[];
  /** A success need not contain an object: it may be empty, `null` or a list. */
  readonly loose?: true;
  /** The content of a success when it is not JSON. */
  readonly response?: "text" | "stream";
}

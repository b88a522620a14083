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
  /** Where the items are in an answer, by names with dots. */
  readonly items: string;
}

/** The facts about an operation that the client needs at run time. All are optional: most have none. */
export interface OperationFacts {
  /** A POST that only reads, so that it may be repeated. */
  readonly safe?: true;
  /**
   * A read that moves on with each call, so that it must not be repeated when its answer was lost:
   * what was in that answer would be skipped.
   */
  readonly advances?: true;
  /** Starts a job: its 429 means that as many as allowed are pending, unless the window is empty. */
  readonly busy?: true;
  /** How it pages, for an operation that gives a list. */
  readonly pagination?: Pagination;
  /**
   * What a method of the client takes after the path parameters, where it is not what the verb
   * suggests: a list takes a query, another GET or DELETE nothing, POST, PUT and PATCH a body.
   */
  readonly input?: "query" | "body" | "none";
  /**
   * Fields of the query or body that have the name of an option of a call, such as `headers`. Where
   * there is no such field, that name among the fields is an option in the wrong place.
   */
  readonly fields?: readonly string[];
  /** Names of array parameters that go out as `a=1,2`; all others repeat: `a=1&a=2`. */
  readonly comma?: readonly string[];
  /** A success need not hold an object: it may be empty, `null` or a list. */
  readonly loose?: true;
  /** What a success holds when it is not JSON. */
  readonly response?: "text" | "stream";
}

/** Facts by route, `"POST /contacts/search"`. One table serves every API version. */
export type OperationTable = Readonly<Record<string, OperationFacts>>;

/** A part of the OpenAPI description: JSON Schema, with `$ref` into the description. */
export interface Schema {
  readonly [keyword: string]: unknown;
}

/** An argument in the path or the query of an operation. */
export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query";
  readonly required: boolean;
  readonly description: string;
  readonly schema: Schema;
}

/** What an operation sends. */
export interface OperationBody {
  readonly required: boolean;
  readonly schema: Schema;
  /** The fields that are files: an upload is sent as a form. Any other body is JSON, and has none. */
  readonly files: readonly string[];
  /** A body as the description shows it. */
  readonly example: unknown;
}

/** A field by which a search finds. */
export interface SearchFieldRule {
  /** The key of its operators, such as `string` or `time`. */
  readonly type: string;
  readonly enum?: readonly string[];
}

/** What a search takes. */
export interface SearchRules {
  /** By name; `custom_attributes.{name}` stands for each custom attribute. */
  readonly fields: Readonly<Record<string, SearchFieldRule>>;
  /** The operators of each type of field. */
  readonly operators: Readonly<Record<string, readonly string[]>>;
  /** Its orders, and the fields that it cannot sort by; `undefined` where the search has no sort order. */
  readonly sort:
    | { readonly orders: readonly string[]; readonly except?: readonly string[] }
    | undefined;
}

/** One operation of one API version. */
export interface Operation {
  /** The place of its method, such as `contacts.companies.list`. */
  readonly id: string;
  /** Such as `GET /contacts/{contact_id}/companies`. */
  readonly route: string;
  readonly summary: string;
  readonly description: string;
  /** The page of Intercom's reference. */
  readonly docs: string | undefined;
  /** The path parameters first, in the order of the path. */
  readonly parameters: readonly Parameter[];
  /**
   * The query parameters of which the operation needs one: they select an object in place of the list that
   * the route returns without them.
   */
  readonly selectedBy: readonly string[];
  readonly body: OperationBody | undefined;
  /** Whether it only reads: a GET, or a search. */
  readonly isRead: boolean;
  /** Whether the method returns a list that pages. */
  readonly isList: boolean;
  /** Whether it is a search, with a query in its body. */
  readonly isSearch: boolean;
  /** Whether the response is a file, which is neither JSON nor text. */
  readonly isDownload: boolean;
  readonly search: SearchRules | undefined;
  /** The schema of an item of a list, or of the response; `undefined` for a response without one. */
  readonly result: Schema | undefined;
}

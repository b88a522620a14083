/** A major version of `intercom-client`. */
export type Major = 3 | 4 | 5 | 6 | 7;

/** What was observed of one release of `intercom-client`. */
export interface Release {
  readonly version: string;
  /** The API version that it sends when a program names none. 3 to 5 send none. */
  readonly apiVersion?: string;
  readonly methods: readonly VendorMethod[];
  /** The options of the constructor: `token`, `tokenAuth.token`. */
  readonly options: readonly string[];
  /** The options of one request. */
  readonly requestOptions: readonly string[];
  /** Classes, enums and types that it exports; those of a namespace with its name: `Intercom.Contact`. */
  readonly exports: readonly Exported[];
}

/** Something that a release exports beside its client. */
export interface Exported {
  readonly name: string;
  readonly kind: "class" | "enum" | "type";
  /** The members of an enum, and their values. */
  readonly members?: Readonly<Record<string, string | number>>;
}

/** A method of `intercom-client`: how it is called, and what it sends. */
export interface VendorMethod {
  readonly name: string;
  /** The keys of its one argument. */
  readonly keys: readonly string[];
  /** A place of the path has the name of the key that fills it: `GET /contacts/{id}`. */
  readonly route: string;
  /** The keys in the path, in order. */
  readonly path: readonly string[];
  readonly query: readonly Field[];
  readonly body: readonly Field[];
  /** What its promise resolves to: the response's body, a page that can be iterated, all items, or a file. */
  readonly returns: "body" | "page" | "items" | "file";
  /** Whether keys that are not listed are sent too, under their own names. */
  readonly open?: boolean;
  /** Keys with which the method sends another request than the one described here. */
  readonly decides?: readonly string[];
  /** Keys whose values are sent as other values. */
  readonly alters?: readonly string[];
  /** Keys that are not sent. */
  readonly drops?: readonly string[];
}

/** Where one property of a query or a body comes from: a key of the vendor's argument, or a constant. */
export interface Field {
  /** The property's place, with dots between levels: `from.id`. Empty: the value is the whole body. */
  readonly to: string;
  /**
   * The key of the vendor's argument that has the value; with dots where it is in an object there:
   * `customer.userId`. Empty: the argument itself.
   */
  readonly from?: string;
  /** The value that the vendor's client adds by itself, where there is no key, or a call has not got it. */
  readonly constant?: string | number | boolean;
}

import type { Field, Major, VendorMethod } from "./vendor/release.ts";

export type { Field, Major };

/** One method of `intercom-client`, and the method here that sends the same request. */
export interface Row {
  readonly major: Major;
  /** The method as it is written after the client: `contacts.createUser`. */
  readonly vendor: string;
  /** The keys of its one argument, an object; empty if it takes none. */
  readonly keys: readonly string[];
  /** The request that it sends. A place of the path has the name of the key that fills it: `GET /contacts/{id}`. */
  readonly route: string;
  /** Whether keys that are not listed are sent too, in the body and under their own names. */
  readonly open: boolean;
  /** What its promise resolves to: the response's body, a page that can be iterated, all items, or a file. */
  readonly returns: VendorMethod["returns"];
  /** The method here, unless there is none: then `mechanical` has the reason. */
  readonly target?: Target;
  /** True if a program can rewrite the call from this row alone; else why a person has to. */
  readonly mechanical: true | { readonly reason: string };
  /** Keys with which a call has to be rewritten by a person although the row is mechanical, and why. */
  readonly byHand: Readonly<Record<string, string>>;
  /** What the reader should know beside: another result, another default. */
  readonly note?: string;
}

/** The method of `@interkit/client`, and its arguments: path parameters, then the input, then options. */
export interface Target {
  /** The method as it is written after the client: `contacts.create`. */
  readonly method: string;
  /** Its route in the description: `PUT /contacts/{contact_id}`. */
  readonly route: string;
  /** The modules of `@interkit/client` that have it, such as `2.11` and `preview`; oldest first. */
  readonly versions: readonly string[];
  /** The keys of the vendor's argument that become positional arguments, in order. */
  readonly path: readonly string[];
  /** What the argument after the path parameters is; a method without one takes options there. */
  readonly input: "none" | "query" | "body";
  /** The properties of that argument. */
  readonly fields: readonly Field[];
  /** The properties of `options.query`, of a method that has a body too. */
  readonly query: readonly Field[];
  /** What it returns: a promise of the body, a list to iterate, or a file to read. */
  readonly result: "call" | "list" | "download";
  /** Where a list's items are in the body of a response: `data`, `admins`, `data.articles`. */
  readonly items?: string;
}

/** What is not a method: an option, an error class, a type, an enum, a helper. */
export interface SurfaceRow {
  readonly major: Major;
  readonly kind: "option" | "request option" | "error" | "type" | "enum" | "helper";
  /** As it is written: `tokenAuth.token`, `IntercomError`, `Intercom.Contact`, `Role.USER`. */
  readonly vendor: string;
  /** As it is written here, if there is an equal: `token`, `ApiError`, `Contact`, `"user"`. */
  readonly interkit?: string;
  /** True if a program can rewrite it from this row alone; else why a person has to. */
  readonly mechanical: true | { readonly reason: string };
  /** What the reader should know beside. */
  readonly note?: string;
}

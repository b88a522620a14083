import type { CallOptions } from "@interkit/client";
import type { Json } from "../common/json.ts";

/** Fields of an object, by the names that the API gives them. */
export type Fields = { readonly [name: string]: Json | undefined };

/** One object as the source declares it. */
export interface DesiredObject {
  /** What identifies it in the source and at Intercom, such as the path of a page. */
  readonly key: string;
  /** What a plan calls it, such as the title of a page; the key, where there is none. */
  readonly title?: string | undefined;
  /**
   * What is sent of it. Only these fields are compared, and of a field that is an object only the names that it has
   * here: other custom attributes stay as they are.
   */
  readonly fields: Fields;
}

/** One object as Intercom has it. */
export interface ExistingObject {
  /** Intercom's id. */
  readonly id: string;
  /** The key of the source, where Intercom keeps it. */
  readonly key: string | undefined;
  /** What a plan calls it. */
  readonly title?: string | undefined;
  /** Its fields, of which those that the source declares are compared. */
  readonly fields: Fields;
  /** When it was created, in Unix seconds. A collection without keys has it. */
  readonly createdAt?: number | undefined;
  /** Whether it is unpublished, where a removal unpublishes: there is nothing to remove then. */
  readonly isUnpublished?: boolean | undefined;
}

/** How a collection takes an object away: contacts are archived, companies are never removed. */
export type Removal = "delete" | "archive" | "unpublish" | "never";

/** What Intercom has of a collection. */
export interface Listing {
  /** The objects, page by page. With `keys`, a collection may look for these alone. */
  pages(): AsyncIterable<readonly ExistingObject[]>;
  /**
   * After `pages` came to its end: whether the objects are all that there are. A list that ends at 10,000 is not whole,
   * and neither is a search for some keys. What is not listed is then read by its id.
   */
  isWhole(): boolean;
}

/** The calls of a collection that was opened for one plan. */
export interface OpenCollection {
  /** Which one it is, such as the ids of a workspace and a source. A state of another one is refused. */
  readonly id: string;
  /**
   * Converts the fields of an object to the types that Intercom has defined, such as the text of a CSV column to a
   * number. Called for each object of the source, before it is compared.
   */
  convert?(desired: DesiredObject): DesiredObject;
  /**
   * Checks the objects that would be sent against what Intercom has defined, before anything is written, such as the
   * names, types and options of attributes. Returns what is wrong, each with the fix.
   */
  check(desired: Iterable<DesiredObject>): Promise<readonly string[]>;
  /** Lists what is there. The keys are those of the source and of the state. */
  list(keys: ReadonlySet<string>): Listing;
  /** Reads an object by its id; `undefined` when it is gone. */
  read(id: string): Promise<ExistingObject | undefined>;
  /** Prepares the first write, such as creating the source of pages. Called once, and not for a plan. */
  prepare?(): Promise<void>;
  /** Creates an object. */
  create(desired: DesiredObject): Promise<ExistingObject>;
  /** Sends the fields of an object that is there. */
  update(id: string, desired: DesiredObject): Promise<ExistingObject>;
  /** Takes an object away, in the way of the collection. One that is gone is no error. */
  remove(id: string): Promise<void>;
}

/** What a collection is opened with. */
export interface CollectionContext {
  /** Options of each call: its signal and its priority. */
  readonly call: CallOptions;
  /** Adds a line to the notices of the plan. */
  notice(message: string): void;
}

/** Objects of Intercom that a source declares: the pages of a source, articles, contacts or companies. */
export interface Collection<Wanted> {
  /** What messages call it, such as `"pages of https://docs.example.com"`. */
  readonly name: string;
  /** What a plan calls one object and many, such as `["page", "pages"]`. */
  readonly nouns: readonly [one: string, many: string];
  /** How objects are taken away that the source no longer has. */
  readonly removal: Removal;
  /**
   * Whether a create that is repeated makes no second object, since Intercom finds the first one by its key. Where it
   * does not, the intent is stored before the request, and a plan looks for an object that an earlier process created.
   */
  readonly hasKeys: boolean;
  /**
   * Turns an item of the source into what is sent.
   *
   * @throws {ConfigError} for an item that cannot be sent, with its name and the fix, such as a page without a `url`.
   */
  toObject(wanted: Wanted): DesiredObject;
  /** Begins a plan: reads what the collection needs, and writes nothing. */
  open(context: CollectionContext): Promise<OpenCollection>;
}

import type { CallOptions, SearchFilter, SearchGroup } from "@interkit/client";

/** The comparisons by which an erasure finds contacts. */
export type ErasureFilter = SearchFilter<"external_id" | "email", "=", string>;

/** A contact of the API, as an erasure needs it. */
export interface ErasableContact {
  /** Intercom's id. */
  readonly id: string;
  /** `user` or `lead`. */
  readonly role?: string | undefined;
}

/** A contact that is no longer active, as an erasure needs it. */
export interface InactiveContact {
  /** Intercom's id. */
  readonly id: string;
  /** Your id of the person. */
  readonly external_id?: string | null | undefined;
  /** The address. */
  readonly email?: string | null | undefined;
  /** Why it is not active, such as `archived`. */
  readonly status: string;
  /** The contact that it was merged into. */
  readonly merged_into_id?: string | null | undefined;
}

/** The methods that an erasure calls. A client of every version has those that are required. */
export interface ContactEraser {
  /** What `intercom.contacts` has. */
  readonly contacts: {
    search(
      body: { query: SearchGroup<ErasureFilter> },
      options?: CallOptions,
    ): AsyncIterable<ErasableContact>;
    get(id: string, query?: undefined, options?: CallOptions): PromiseLike<ErasableContact>;
    delete(id: string, options?: CallOptions): PromiseLike<unknown>;
    /** From 2.13 on. */
    findByExternalId?(
      externalId: string,
      query?: undefined,
      options?: CallOptions,
    ): PromiseLike<ErasableContact>;
    /** In 2.17 and Preview. */
    readonly deleted?: {
      list(
        query: { per_page: number; escape_identity: boolean },
        options?: CallOptions,
      ): AsyncIterable<InactiveContact>;
    };
  };
}

import type { CallOptions, ListOptions, WithResponse } from "@interkit/client";
import type { DataAttributeReader } from "./attribute-definitions.ts";
import type { OwnerReader } from "./client.ts";

/** A company, as Intercom returns it. */
export interface SyncedCompany {
  /** Intercom's id of the company. */
  readonly id: string;
  /** Your id of the company. */
  readonly company_id: string;
  /** Its name. */
  readonly name?: string | null | undefined;
  /** What it pays for. */
  readonly plan?: { readonly name?: string | null | undefined } | null | undefined;
  /** When it was created, in Unix seconds. */
  readonly created_at: number;
  /** When it changed last, in Unix seconds. */
  readonly updated_at: number;
  /** The values of the attributes of the workspace. */
  readonly custom_attributes: object;
}

/** What is sent of a company. */
export interface CompanyInput {
  /** Your id of the company. */
  company_id?: string;
  /** Its name. */
  name?: string;
  /** The values of the attributes of the workspace. */
  custom_attributes?: { [name: string]: string | number | boolean | null };
}

/** The methods that `companies` calls. A client of every version has them. */
export interface CompaniesClient {
  /** What `intercom.admins` has. */
  readonly admins: OwnerReader;
  /** What `intercom.dataAttributes` has. */
  readonly dataAttributes: DataAttributeReader;
  /** What `intercom.companies` has. */
  readonly companies: {
    find(query: { company_id: string }, options?: CallOptions): PromiseLike<SyncedCompany>;
    get(id: string, options?: CallOptions): PromiseLike<SyncedCompany>;
    scroll(query?: undefined, options?: ListOptions): AsyncIterable<SyncedCompany>;
    createOrUpdate(
      body?: CompanyInput,
      options?: CallOptions,
    ): { withResponse(): PromiseLike<WithResponse<SyncedCompany>> };
  };
}

import type { Major, Row, SurfaceRow } from "../table/row.ts";

/** What is known of one major version of `intercom-client`. */
export interface Vendor {
  readonly major: Major;
  /** The API version that it sends when a program names none; nothing for 3 to 5, which send none. */
  readonly apiVersion: string | undefined;
  /** The methods, by how they are written after the client: `contacts.find`. */
  readonly methods: ReadonlyMap<string, Row>;
  /** Options, classes, types and enums, by how they are written: `Role.USER`. */
  readonly surface: ReadonlyMap<string, SurfaceRow>;
}

export const vendorPackage = "intercom-client";

/** The names that the class of the client has, in 3 to 5 and in 6 and 7. */
export const clientNames: readonly string[] = ["Client", "IntercomClient"];

import type { IntercomOptions } from "@interkit/client";
import type { Intercom } from "@interkit/client/latest";
import type { Catalog } from "../catalog/catalog.ts";

/** A client for one workspace, in one API version. */
export interface Connection {
  /** The methods. Their types are those of the latest version; others may lack some: see `version`. */
  readonly intercom: Intercom;
  /** The API version, such as `2.16` or `preview`. */
  readonly version: string;
  /** What the client was created with, except that the token is a function. */
  readonly options: IntercomOptions;
  /** Where the token is from, for messages: never the token. */
  readonly tokenFrom: string;
  /** The operations of the version, from its OpenAPI description. */
  catalog(): Promise<Catalog>;
}

import type ts from "typescript";
import type { VendorValue } from "./declarations.ts";

/** A value of `intercom-client`, or `"several"` where the program has other values in the same place too. */
export type FollowedValue = VendorValue | "several";

/** Where a program puts clients and resources that their types do not lead to. */
export interface Followed {
  /** By the name of a property, or the key of a container: `intercom` of `request.intercom`. */
  readonly names: ReadonlyMap<string, FollowedValue>;
  /** By the declaration of a parameter or a variable without a type, or of a function that returns the value. */
  readonly declared: ReadonlyMap<ts.Node, FollowedValue>;
  /** The functions that call a client, also through others. */
  readonly callers: ReadonlySet<ts.Node>;
  /** The parameters that get an error of a call. */
  readonly errors: ReadonlySet<ts.Node>;
  /** The resources of a client, by how they are written after it. */
  readonly resources: ReadonlySet<string>;
}

/** What the values of a program are read with. */
export interface Reader {
  readonly checker: ts.TypeChecker;
  readonly followed: Followed;
}

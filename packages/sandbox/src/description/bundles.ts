import { sources } from "../generated/bundles.ts";
import type { Bundle } from "./openapi.ts";
import type { Version } from "./versions.ts";

/**
 * Loads the description of one API version. A bundle is loaded when the first request uses its
 * version: bundles are large, and most programs use one.
 */
export async function loadBundle(version: Version): Promise<Bundle> {
  return (await sources[version]()).default;
}

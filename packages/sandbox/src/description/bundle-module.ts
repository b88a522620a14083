import type { Bundle } from "./openapi.ts";

/**
 * The types of `#bundle/<version>`: `imports` of package.json resolves them to this module, and the
 * code to the bundle itself. Inferring types from twelve JSON files of a megabyte each would take
 * the compiler some seconds.
 */
declare const bundle: Bundle;

export default bundle;

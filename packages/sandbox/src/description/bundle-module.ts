import type { Bundle } from "./openapi.ts";

/**
 * What `#bundle/<version>` is to the compiler: `imports` of package.json leads it here, and
 * everything that runs to the bundle itself. Reading so many megabyte-sized literals only to call
 * them `Bundle` would cost every program that sees this source some seconds.
 */
declare const bundle: Bundle;

export default bundle;

export type { Field, Major, Row, SurfaceRow, Target } from "./row.ts";
export { rows } from "./rows.ts";
export { surface } from "./surface.ts";
export { releases } from "./vendor/releases.ts";

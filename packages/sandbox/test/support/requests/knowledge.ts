import type { RequestGroup } from "./group.ts";

/** Help center content, calls, Fin, connectors and exports. */
export const knowledge: RequestGroup = {
  bodies: {},
};

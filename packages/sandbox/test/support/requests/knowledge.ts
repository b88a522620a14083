import type { Group } from "./group.ts";

/** Help center content, calls, Fin, connectors and exports. */
export const knowledge: Group = {
  bodies: {},
};

import type { Group } from "./group.ts";

/** Admins, teams, attributes, events, tags and whatever else a workspace is set up with. */
export const workspaceGroup: Group = {
  bodies: {},
};

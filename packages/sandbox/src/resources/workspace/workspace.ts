/** The one workspace of a sandbox. */
export const workspaceId = "sandbox1";

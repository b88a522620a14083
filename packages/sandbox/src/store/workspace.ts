/** The data region that hosts a workspace. */
export type Region = "US" | "EU" | "AU";

/** The facts about a workspace that `GET /me` returns as `app`. */
export interface WorkspaceFacts {
  /** Its id, which is the `app_id` of webhooks and the `workspace_id` of records. */
  readonly id: string;
  /** Its name. */
  readonly name: string;
  /** The data region that hosts it. */
  readonly region: Region;
  /** Its time zone, as an IANA name such as `Europe/Dublin`. */
  readonly timezone: string;
}

/** The workspace of a sandbox that no workspaces are given to. */
export const defaultWorkspace: WorkspaceFacts = {
  id: "sandbox1",
  name: "Sandbox",
  region: "US",
  timezone: "Etc/UTC",
};

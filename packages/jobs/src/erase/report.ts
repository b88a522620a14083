/** By what a contact was found. */
export type ErasureMatch = "id" | "external_id" | "email" | "merge";

/** A contact that an erasure is about. It has no personal data, so that the report can be kept. */
export interface ErasedContact {
  /** Intercom's id. */
  readonly id: string;
  /** `user` or `lead`, where that is known. */
  readonly role?: string;
  /** By what it was found; `"merge"` for one that another contact was merged into. */
  readonly foundBy: ErasureMatch;
  /**
   * - `"pending"`: it is deleted. Intercom may need up to seven days, in which its support can restore it.
   * - `"gone"`: it was deleted before.
   * - `"merged"`: it was merged into `mergedInto`, which is among the contacts too.
   * - `"found"`: a dry run would have deleted it.
   * - `"unknown"`: a dry run cannot read it: it is gone or archived. Without `dryRun`, it is deleted in both cases.
   */
  readonly state: "pending" | "gone" | "merged" | "found" | "unknown";
  /** The contact that it was merged into, where that is known. */
  readonly mergedInto?: string;
}

/** Something that an erasure does not do, and the reason. */
export interface ErasureNote {
  /** What it is about, such as `"ratings"`. */
  readonly what: string;
  /** The reason, and what can be done, in a sentence. */
  readonly why: string;
}

/** What an erasure did, and what it did not do. */
export interface ErasureReport {
  /** Whether nothing was deleted, since it was a dry run. */
  readonly isDryRun: boolean;
  /** The contacts that were found, each once. */
  readonly contacts: readonly ErasedContact[];
  /** What is about the person and stays. */
  readonly stays: readonly ErasureNote[];
  /** What could not be looked for. */
  readonly notLookedFor: readonly ErasureNote[];
}

/** What stays after each erasure. https://www.intercom.com/help/en/articles/1815435 has the first two. */
export const remaining: readonly ErasureNote[] = [
  {
    what: "ratings",
    why: "Intercom keeps the ratings of conversations and their comments",
  },
  {
    what: "reports",
    why: "Intercom's reports continue to count the conversations of the contact",
  },
  {
    what: "companies",
    why: "A company is no part of a contact: delete it with companies.delete if it stands for the person",
  },
  {
    what: "tickets",
    why: "An erasure deletes no tickets: search for those of the contact by contact_ids, and delete them if they stay",
  },
  {
    what: "copies",
    why: "Exported files, mirrors, received webhooks and failed items of jobs are not at Intercom: delete them there",
  },
];

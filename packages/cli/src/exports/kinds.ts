import type { ListOptions, SearchList } from "@interkit/client";
import type { Intercom } from "@interkit/client/2.16";
import { fromList, fromSearch, type Source } from "@interkit/jobs";
import type { Window } from "./window.ts";

/** What can be exported. */
export type ExportKind = "contacts" | "companies" | "conversations" | "tickets";

/** A record, such as a contact. */
export interface ExportedRecord {
  readonly id: string;
}

/** Opens the records of a kind in a window; it may return others around it. */
export const sourceOf: Readonly<
  Record<ExportKind, (intercom: Intercom, window: Window) => Source<ExportedRecord>>
> = {
  contacts: (intercom, window) =>
    searched((options) => intercom.contacts.search(queryOf(window, 2 * daySeconds), options)),
  // Only the scroll returns companies without a contact.
  companies: (intercom) =>
    fromList((options) =>
      intercom.companies.scroll(undefined, {
        ...options,
        ...{ onScrollBusy: "wait", onScrollExpired: "restart", dedupe: "id" },
      }),
    ),
  conversations: (intercom, window) =>
    searched((options) => intercom.conversations.search(queryOf(window), options)),
  tickets: (intercom, window) =>
    searched((options) => intercom.tickets.search(queryOf(window), options)),
};

const daySeconds = 86_400;

function searched(open: (options: ListOptions) => SearchList<ExportedRecord>) {
  return fromSearch((options) => open({ ...options, onUnreadable: "skip" }));
}

/** A search without a query is refused: each record was created after 1970. */
function queryOf({ by, since, until }: Window, marginSeconds = 0) {
  const after = Math.max(0, (since ?? 0) - marginSeconds - 1);
  const from = { field: by, operator: ">", value: after } as const;
  const to =
    until === null ? [] : [{ field: by, operator: "<", value: until + marginSeconds } as const];
  return {
    query: { operator: "AND", value: [from, ...to] },
    pagination: { per_page: 150 },
  } as const;
}

import { createClient } from "@interkit/core/preview";
import { type List, walk } from "@interkit/pagination";
import { createSandbox } from "@interkit/sandbox";

export const resources = ["contacts", "conversations", "tickets"] as const;
export type Resource = (typeof resources)[number];

export interface Item {
  readonly id: string;
  readonly updated_at: number;
}

/** Finds everything. */
export const query = { field: "created_at", operator: ">", value: 0 };

/** What happened that no search returns. */
export interface Removals {
  /** Contacts and conversations that were deleted, and tickets. */
  readonly deleted: Record<Resource, string[]>;
  /** The contacts that ceased to exist, with those that stayed. */
  readonly merged: [from: string, into: string][];
  readonly archived: string[];
}

/** Numbers from 0 to below 1, the same for each seed. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9;
    const mixed = Math.imul(state ^ (state >>> 12), 0x297a2d39);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}

/** A workspace with a clock of its own, in which people and programs change things. */
export function simulatedWorkspace(random: () => number, start: number, searchLagMs: number) {
  let now = start * 1000;
  const sandbox = createSandbox({ clock: () => now, searchLagMs });
  const send = (url: string, init?: RequestInit) => sandbox.fetch(new Request(url, init));
  const fetch = send as never;
  const actor = createClient({ token: "actor", rateLimit: false, retry: false, fetch });
  const present: Record<Resource, string[]> = { contacts: [], conversations: [], tickets: [] };
  const leads: string[] = [];
  const deleted: Record<Resource, string[]> = { contacts: [], conversations: [], tickets: [] };
  const removals: Removals = { deleted, merged: [], archived: [] };

  const call = async (route: string, path: object, body?: unknown) => {
    const result = await actor.request(route, { params: { path: { ...path } }, body });
    if (result.error) throw new Error(`${route}: ${JSON.stringify(result.error)}`);
    return result.data as { readonly id: string };
  };
  const oneOf = (ids: readonly string[]) => ids[Math.floor(random() * ids.length)] as string;
  const removeFrom = (ids: string[], id: string) => ids.splice(ids.indexOf(id), 1);
  const text = () => `text ${Math.floor(random() * 1e9)}`;

  const rename = (contact_id: string) =>
    call("PUT /contacts/{contact_id}", { contact_id }, { name: text() });
  const takeContact = () => {
    const id = oneOf(present.contacts);
    removeFrom(present.contacts, id);
    return id;
  };

  const changes: (() => Promise<unknown> | unknown)[] = [
    async () =>
      present.contacts.push((await call("POST /contacts", {}, { external_id: text() })).id),
    async () => leads.push((await call("POST /contacts", {}, { role: "lead" })).id),
    () => rename(oneOf(present.contacts)),
    // Many contacts change in one second.
    () => Promise.all(present.contacts.slice(0, 25).map(rename)),
    () => {
      const contact_ids = [oneOf(present.contacts)];
      present.conversations.push(sandbox.seed.conversation({ contact_ids }).id);
    },
    () => {
      const message = { message_type: "comment", type: "admin", admin_id: "1", body: text() };
      const conversation_id = oneOf(present.conversations);
      return call("POST /conversations/{conversation_id}/reply", { conversation_id }, message);
    },
    () => {
      const attributes = { _default_title_: text() };
      const contact_ids = [oneOf(present.contacts)];
      present.tickets.push(sandbox.seed.ticket({ contact_ids, attributes }).id);
    },
    () => {
      const ticket_attributes = { _default_title_: text() };
      return call(
        "PUT /tickets/{ticket_id}",
        { ticket_id: oneOf(present.tickets) },
        { ticket_attributes },
      );
    },
    async () => {
      const [from, into] = [leads.shift(), oneOf(present.contacts)];
      if (from === undefined) return;
      await call("POST /contacts/merge", {}, { from, into, skip_duplicate_validation: true });
      removals.merged.push([from, into]);
    },
    async () => {
      const contact_id = takeContact();
      await call("DELETE /contacts/{contact_id}", { contact_id });
      deleted.contacts.push(contact_id);
    },
    async () => {
      const contact_id = takeContact();
      await call("POST /contacts/{contact_id}/archive", { contact_id });
      removals.archived.push(contact_id);
    },
    async () => {
      const conversation_id = present.conversations.shift() as string;
      await call("DELETE /conversations/{conversation_id}", { conversation_id });
      deleted.conversations.push(conversation_id);
    },
    async () => {
      const ticket_id = present.tickets.shift() as string;
      await call("DELETE /tickets/{ticket_id}", { ticket_id });
      deleted.tickets.push(ticket_id);
    },
  ];

  const lists: Readonly<Record<Resource, () => List<unknown>>> = {
    contacts: () => walk(actor, "GET /contacts", { query: { per_page: 150 } }),
    conversations: () => walk(actor, "GET /conversations", { query: { per_page: 150 } }),
    tickets: () =>
      walk(actor, "POST /tickets/search", { body: { query, pagination: { per_page: 150 } } }),
  };

  return {
    send,
    removals,
    now: () => Math.floor(now / 1000),
    /** Advances the clock, or sets it back. */
    advance: (seconds: number) => {
      now += seconds * 1000;
    },
    /** Makes the things that changes need. */
    async populate() {
      for (let count = 0; count < 40; count += 1) await changes[0]?.();
      for (let count = 0; count < 25; count += 1) await changes[4]?.();
      for (let count = 0; count < 25; count += 1) await changes[6]?.();
    },
    /** Makes a change; removals are rarer, so that the workspace grows. */
    async change() {
      const isRemoval = random() < 0.15;
      const [first, count] = isRemoval ? [8, 5] : [0, 8];
      await changes[first + Math.floor(random() * count)]?.();
    },
    /** The things that lists have now. */
    read: async (resource: Resource) =>
      (await lists[resource]().collect({ limit: Number.POSITIVE_INFINITY })) as Item[],
  };
}

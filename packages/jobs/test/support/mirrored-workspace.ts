import { createIntercom as create217, type Intercom } from "@interkit/client/2.17";
import { createSandbox } from "@interkit/sandbox";
import { vi } from "vitest";

/** Numbers from 0 to below 1, the same for each seed. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9;
    const mixed = Math.imul(state ^ (state >>> 12), 0x297a2d39);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}

const start = Date.UTC(2026, 8, 14, 21, 30);

/** A workspace in which people change things. Its clock is `Date`, which has to be faked. */
export class MirroredWorkspace {
  readonly sandbox: ReturnType<typeof createSandbox>;
  /** The clients of people. */
  readonly people: Intercom;
  /** What may be changed. */
  readonly contacts: string[] = [];
  readonly leads: string[] = [];
  readonly archived: string[] = [];
  readonly companies: string[] = [];
  readonly conversations: string[] = [];
  readonly tickets: string[] = [];
  readonly merged: [from: string, into: string][] = [];
  /** What was deleted for good. */
  readonly deleted: string[] = [];
  /** The conversation with which no page of a search can be read. */
  spoiled: string | undefined;
  readonly #random: () => number;

  constructor(
    random: () => number,
    options: { readonly onNotice?: (body: string) => Promise<void> },
  ) {
    const { onNotice } = options;
    vi.setSystemTime(start);
    this.#random = random;
    this.sandbox = createSandbox({
      clock: Date.now,
      searchLagMs: 90_000,
      ...(onNotice && {
        webhooks: {
          targets: [{ url: "http://127.0.0.1/hooks", secret: "secret", topics: ["*"] }],
          faults: { lose: 0.1, duplicate: 0.3, shuffle: 0.3, delayMs: 600_000 },
          fetch: async (_, init) => {
            if (init.method === "POST") await onNotice(String(init.body));
            return new Response();
          },
        },
      }),
    });
    this.people = create217({ token: "people", rateLimit: false, fetch: this.sandbox.fetch });
  }

  /** Sends a request of a mirror. A search whose page has the spoiled conversation is a 404. */
  readonly fetch = async (url: string, init: object): Promise<Response> => {
    const response = await this.sandbox.fetch(new Request(url, init));
    // Another scroll ends a minute after its last request.
    if (response.status === 400 && url.includes("/companies/scroll")) this.advance(61);
    if (this.spoiled === undefined || !url.endsWith("/conversations/search")) return response;
    const { conversations = [] } = await response.clone().json();
    if (!conversations.some(({ id }: { id: string }) => id === this.spoiled)) return response;
    const errors = [{ code: "not_found", message: "Conversation not found. Message deleted." }];
    const { headers } = response;
    return Response.json(
      { type: "error.list", errors },
      { status: 404, headers: { date: headers.get("date") ?? "" } },
    );
  };

  advance(seconds: number): void {
    vi.setSystemTime(Date.now() + seconds * 1000);
  }

  /** Makes the things that changes need. */
  async populate(): Promise<void> {
    for (let count = 0; count < 25; count += 1) await this.#createContact();
    for (let count = 0; count < 8; count += 1) await this.#createCompany();
    for (let count = 0; count < 4; count += 1) await this.#createLead();
    for (let count = 0; count < 15; count += 1) this.#createConversation();
    for (let count = 0; count < 12; count += 1) this.#createTicket();
  }

  /** Makes a change; removals are rarer, so that the workspace grows. */
  async change(): Promise<void> {
    await this.#oneOf(this.#random() < 0.25 ? this.#removals : this.#changes)();
  }

  #oneOf<T>(values: readonly T[]): T {
    return values[Math.floor(this.#random() * values.length)] as T;
  }

  #take(ids: string[]): string {
    return ids.splice(Math.floor(this.#random() * ids.length), 1)[0] as string;
  }

  /** Takes one that will be deleted. */
  #end(ids: string[]): string {
    const id = this.#take(ids);
    this.deleted.push(id);
    return id;
  }

  #text(): string {
    return `text ${Math.floor(this.#random() * 1e9)}`;
  }

  async #createContact(): Promise<void> {
    this.contacts.push((await this.people.contacts.create({ external_id: this.#text() })).id);
  }

  async #createLead(): Promise<void> {
    this.leads.push((await this.people.contacts.create({ role: "lead" })).id);
  }

  async #createCompany(): Promise<void> {
    const company = await this.people.companies.createOrUpdate({ company_id: this.#text() });
    this.companies.push(company.id);
  }

  #createConversation(): void {
    const contact_ids = [this.#oneOf(this.contacts)];
    this.conversations.push(this.sandbox.seed.conversation({ contact_ids }).id);
  }

  #createTicket(): void {
    const attributes = { _default_title_: this.#text() };
    const contact_ids = [this.#oneOf(this.contacts)];
    this.tickets.push(this.sandbox.seed.ticket({ contact_ids, attributes }).id);
  }

  readonly #rename = (id: string) => this.people.contacts.update(id, { name: this.#text() });

  readonly #changes: readonly (() => Promise<unknown> | unknown)[] = [
    () => this.#createContact(),
    () => this.#createLead(),
    () => this.#createCompany(),
    () => this.#createConversation(),
    () => this.#createTicket(),
    () => this.#rename(this.#oneOf(this.contacts)),
    // Many things change in one second.
    () => Promise.all(this.contacts.slice(0, 20).map(this.#rename)),
    () =>
      Promise.all(
        this.conversations
          .slice(0, 10)
          .map((id) => this.people.conversations.update(id, { title: this.#text() })),
      ),
    () => {
      const { companies } = this.people.contacts;
      return companies.attach(this.#oneOf(this.contacts), { id: this.#oneOf(this.companies) });
    },
    () => this.people.companies.update(this.#oneOf(this.companies), { name: this.#text() }),
    () =>
      this.people.conversations.reply(this.#oneOf(this.conversations), {
        message_type: "comment",
        type: "admin",
        admin_id: "1",
        body: this.#text(),
      }),
    () => {
      const ticket_attributes = { _default_title_: this.#text() };
      return this.people.tickets.update(this.#oneOf(this.tickets), { ticket_attributes });
    },
    async () => {
      const id = this.archived.shift();
      if (id === undefined) return;
      await this.people.contacts.unarchive(id);
      this.contacts.push(id);
    },
  ];

  readonly #removals: readonly (() => Promise<unknown>)[] = [
    async () => {
      const [from, into] = [this.leads.shift(), this.#oneOf(this.contacts)];
      if (from === undefined) return;
      await this.people.contacts.merge({ from, into, skip_duplicate_validation: true });
      this.merged.push([from, into]);
    },
    () => this.people.contacts.delete(this.#end(this.contacts)),
    async () => {
      const id = this.#take(this.contacts);
      await this.people.contacts.archive(id);
      this.archived.push(id);
    },
    () => this.people.contacts.block(this.#take(this.contacts)),
    () => this.people.companies.delete(this.#end(this.companies)),
    () => this.people.conversations.delete(this.#end(this.conversations)),
    () => this.people.tickets.delete(this.#end(this.tickets)),
  ];
}

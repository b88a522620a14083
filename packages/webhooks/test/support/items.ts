/** A part of a conversation, in the form in which notifications have it. */
export function part(fields: object = {}) {
  return {
    type: "conversation_part",
    id: "57058915936",
    part_type: "comment",
    body: "<p>Hello</p>",
    created_at: 1717000100,
    updated_at: 1717000100,
    notified_at: 1717000100,
    assigned_to: null,
    author: { id: "814860", type: "admin", name: "Ada", email: "ada@example.com" },
    attachments: [],
    external_id: null,
    redacted: false,
    metadata: {},
    state: "open",
    tags: [],
    event_details: {},
    app_package_code: null,
    ...fields,
  };
}

/** A part of a ticket, which has neither a package code nor a text where it is a change. */
export function ticketPart(fields: object = {}) {
  const { type, id, part_type, created_at, updated_at, author, attachments, redacted } = part();
  const common = { id, part_type, created_at, updated_at, author, attachments, redacted };
  return { ...common, type: type.replace("conversation", "ticket"), ...fields };
}

/** A conversation as the item of a notification: with the part that is new. */
export function conversation(parts: readonly object[], fields: object = {}) {
  return {
    type: "conversation",
    id: "990102374601711",
    created_at: 1717000000,
    updated_at: 1717000100,
    source: {
      type: "conversation",
      id: "6361871254",
      delivered_as: "customer_initiated",
      author: { type: "lead", id: "ffedc22ee9f9147dd3fc1d14", name: null, email: "" },
    },
    conversation_parts: {
      type: "conversation_part.list",
      conversation_parts: parts,
      total_count: parts.length,
    },
    ...fields,
  };
}

/** A ticket as the item of a notification: with all of its parts. */
export function ticket(parts: readonly object[]) {
  return {
    type: "ticket",
    id: "233730710095131",
    ticket_id: "77573061",
    ticket_attributes: { _default_title_: null },
    ticket_parts: { type: "ticket_part.list", ticket_parts: parts, total_count: parts.length },
    open: true,
  };
}

/** The item of a notification that comes with one part of a ticket. */
export function ticketWithPart(one: object) {
  const old = ticketPart({ id: "1", created_at: 1717000000 });
  return { type: "ticket_ticket_part", ticket: ticket([old]), ticket_part: one };
}

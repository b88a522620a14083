import type { Conversation as Conversation211 } from "@interkit/client/2.11";
import type { Admin, Company, Contact, Conversation, Tag, Ticket } from "@interkit/client/2.16";
import { createIntercom } from "@interkit/client/2.16";
import { describe, expectTypeOf, test } from "vitest";

/** The statistics of a conversation without any reply, in 2.11 and 2.16. */
const emptyStatistics = {
  type: "conversation_statistics",
  time_to_assignment: null,
  time_to_admin_reply: null,
  time_to_first_close: null,
  time_to_last_close: null,
  median_time_to_reply: null,
  first_contact_reply_at: null,
  first_assignment_at: null,
  first_admin_reply_at: null,
  first_close_at: null,
  last_assignment_at: null,
  last_assignment_admin_reply_at: null,
  last_contact_reply_at: null,
  last_admin_reply_at: null,
  last_close_at: null,
  last_closed_by_id: null,
  count_reopens: 0,
  count_assignments: 0,
  count_conversation_parts: 1,
} as const;

/** The fields that conversations of both versions have. */
const common = {
  type: "conversation" as const,
  id: "215469827140",
  created_at: 1717200000,
  updated_at: 1717286400,
  waiting_since: null,
  snoozed_until: null,
  contacts: {
    type: "contact.list" as const,
    contacts: [
      { type: "contact" as const, id: "63a07ddf05a32042dffac965", external_id: "user-1815" },
    ],
  },
  first_contact_reply: null,
  open: true,
  state: "open" as const,
  read: false,
  tags: { type: "tag.list" as const, tags: [] },
  sla_applied: null,
  conversation_rating: null,
  teammates: { type: "admin.list" as const, admins: [{ type: "admin", id: "814860" }] },
  title: null,
  custom_attributes: { "Copilot used": false },
  topics: { type: "topic.list" as const, topics: [], total_count: 0 },
  ticket: null,
  linked_objects: { type: "list" as const, data: [], total_count: 0, has_more: false },
  ai_agent: null,
  ai_agent_participated: false,
};

describe("a conversation as recorded", () => {
  test("in 2.11, started by an admin, has neither source nor assignees", () => {
    const conversation = {
      ...common,
      source: null,
      admin_assignee_id: null,
      team_assignee_id: null,
      priority: "not_priority" as const,
      statistics: emptyStatistics,
      conversation_parts: {
        type: "conversation_part.list" as const,
        conversation_parts: [
          {
            type: "conversation_part" as const,
            id: "26394810",
            part_type: "open",
            body: null,
            created_at: 1717200000,
            updated_at: 1717200000,
            notified_at: 1717200000,
            assigned_to: null,
            author: { id: "814860", type: "admin", name: "Grace", email: "grace@example.com" },
            attachments: [],
            external_id: null,
            redacted: false,
          },
        ],
        total_count: 1,
      },
    };
    expectTypeOf(conversation).toExtend<Conversation211>();
  });

  test("in 2.16 has 0 for assignees, a source of unknown type, and four more statistics", () => {
    const conversation = {
      ...common,
      source: {
        type: "unknown",
        id: "3304188215",
        delivered_as: "admin_initiated",
        subject: null,
        body: "<p>Hello</p>",
        author: { id: "814860", type: "admin", name: "Grace", email: "grace@example.com" },
        attachments: [],
        url: null,
        redacted: false,
      },
      admin_assignee_id: 0,
      team_assignee_id: 0,
      priority: "none" as const,
      statistics: {
        ...emptyStatistics,
        assigned_team_first_response_time: [],
        assigned_team_first_response_time_in_office_hours: [],
        handling_time: null,
        adjusted_handling_time: null,
      },
      sales_agent: null,
      sales_agent_participated: false,
      channel: { initial: "messenger", current: "messenger" },
      company: null,
      external_references: [],
    };
    expectTypeOf(conversation).toExtend<Conversation>();
  });

  test("needs null checks for events that may not have happened", () => {
    const read = (conversation: Conversation) => {
      // @ts-expect-error no admin may have replied yet
      conversation.statistics?.time_to_admin_reply.toFixed();
      // @ts-expect-error it may have no source
      conversation.source?.type.length + conversation.source.type.length;
      return conversation.teammates?.admins.length;
    };
    expectTypeOf(read).returns.toEqualTypeOf<number | undefined>();
  });
});

test("fields that recordings confirm have precise types", () => {
  expectTypeOf<Contact["id"]>().toEqualTypeOf<string>();
  expectTypeOf<Contact["email"]>().toEqualTypeOf<string | null>();
  expectTypeOf<Tag["name"]>().toEqualTypeOf<string>();
  expectTypeOf<Ticket["id"]>().toEqualTypeOf<string>();
  expectTypeOf<Admin["away_mode_enabled"]>().toEqualTypeOf<boolean>();
});

test("find takes one of the keys of a company, and list takes none of them", () => {
  const { companies } = createIntercom({ token: "test" });
  expectTypeOf(companies.find({ company_id: "c1" })).resolves.toEqualTypeOf<Company>();
  expectTypeOf(companies.find({ name: "Engines" })).resolves.toEqualTypeOf<Company>();
  // @ts-expect-error by one, not by both
  void companies.find({ company_id: "c1", name: "Engines" });
  // @ts-expect-error by something
  void companies.find({});
  // @ts-expect-error the response to this is the company itself, without items
  void companies.list({ company_id: "c1" });
});

import { expect } from "vitest";
import { type ClaimContext, type Claims, claim } from "../support/claims.ts";
import type { Json } from "../support/workspace.ts";

/** A refused request: the documented sentence, the request, and its body. */
const refused = (
  at: string,
  says: string,
  buildRequest: (space: ClaimContext) => Promise<readonly [request: string, body: Json]>,
) =>
  claim(at, says, async (space) => {
    const [request, body] = await buildRequest(space);
    const got = await space.send(request, body);
    expect(got.status, JSON.stringify(got.body)).toBeGreaterThanOrEqual(400);
  });

/** A setting that a request cannot change: it is ignored or refused. */
const fixed = (
  at: string,
  says: string,
  read: (
    space: ClaimContext,
  ) => Promise<readonly [path: string, change: Json, kept: () => Promise<Json>]>,
) =>
  claim(at, says, async (space) => {
    const [path, change, kept] = await read(space);
    const before = await kept();
    await space.send(`PUT ${path}`, change);
    expect(await kept()).toEqual(before);
  });

const ofData = async ({ request }: ClaimContext) => {
  const made = { name: "seats", model: "contact", data_type: "integer" };
  const { id } = await request("POST /data_attributes", made);
  const kept = async () =>
    (await request("GET /data_attributes?model=contact")).data.find((one: Json) => one.id === id)
      .data_type;
  return [`/data_attributes/${id}`, { data_type: "string" }, kept] as const;
};

const ofConversations = async ({ request }: ClaimContext) => {
  const { id } = await request("POST /conversations/attributes", {
    name: "A",
    data_type: "string",
  });
  const at = `/conversations/attributes/${id}`;
  const kept = async () => (await request(`GET ${at}`)).data_type;
  return [at, { data_type: "integer" }, kept] as const;
};

const ofTickets = async ({ request }: ClaimContext) => {
  const type = await request("POST /ticket_types", { name: "Request", description: "" });
  const given = { name: "Seats", description: "How many", data_type: "integer" };
  const made = await request(`POST /ticket_types/${type.id}/attributes`, given);
  const kept = async () =>
    (await request(`GET /ticket_types/${type.id}`)).ticket_type_attributes.data.find(
      (one: Json) => one.id === made.id,
    ).data_type;
  const at = `/ticket_types/${type.id}/attributes/${made.id}`;
  return [at, { data_type: "string" }, kept] as const;
};

export const refusals: Claims = [
  fixed("dataAttributes.update", "The data type cannot be changed", ofData),
  fixed("CreateDataAttributeRequest.data_type", "cannot be changed", ofData),
  fixed("conversations.attributes.create", "cannot be changed later", ofConversations),
  fixed("UpdateConversationAttributeRequest", "The data type cannot be changed", ofConversations),
  fixed("ticketTypes.attributes.update", "The data type cannot be changed", ofTickets),
  fixed("CreateTicketTypeAttributeRequest.data_type", "cannot be changed later", ofTickets),
  fixed("CreateOrUpdateCompanyRequest.company_id", "It cannot be changed", async ({ request }) => {
    const { id } = await request("POST /companies", { company_id: "a" });
    const kept = async () => (await request(`GET /companies/${id}`)).company_id;
    return [`/companies/${id}`, { company_id: "b" }, kept];
  }),
  refused("content.bulkActions.run", "up to 1,000 pieces", async () => {
    const content_ids = Array.from({ length: 1001 }, (_, at) => ({
      ...{ type: "content_snippet", id: String(at) },
    }));
    return ["POST /content/bulk_actions", { action: "delete", content_ids }];
  }),
  refused("calls.search", "up to 20 conversations", async () => {
    const conversation_ids = Array.from({ length: 21 }, (_, at) => String(at + 1));
    return ["POST /calls/search", { conversation_ids }];
  }),
  refused("UpdateAudienceRequest.name", "must not be blank", async ({ request }) => {
    const { id } = await request("POST /audiences", { name: "Everyone" });
    return [`PUT /audiences/${id}`, { name: "" }];
  }),
  refused("UpdateContentImportSourceRequest.sync_behavior", "cannot change from", async (s) => {
    const url = "https://www.example.com";
    const { id } = await s.request("POST /ai/content_import_sources", {
      sync_behavior: "api",
      url,
    });
    return [`PUT /ai/content_import_sources/${id}`, { sync_behavior: "automated", url }];
  }),
  refused(
    "UpdateConversationPartRequest.experimental",
    "Must be `true`",
    async ({ seed, request }) => {
      const from = { type: "user", id: seed.contact().id };
      const { conversation_id } = await request("POST /conversations", { from, body: "Hello" });
      const note = { message_type: "note", type: "admin", admin_id: "1", body: "Hm" };
      const after = await request(`POST /conversations/${conversation_id}/reply`, note);
      const part = after.conversation_parts.conversation_parts.at(-1).id;
      const body = { experimental: false, secret: "secret", send_state: "sent" };
      return [`PUT /conversations/${conversation_id}/parts/${part}`, body];
    },
  ),
  refused("AdminReplyTicketRequest.body", "Required unless", async ({ seed, request }) => {
    const contacts = [{ id: seed.contact().id }];
    const about = { ticket_type_id: seed.ticketType().id, contacts };
    const { id } = await request("POST /tickets", about);
    const reply = { message_type: "comment", type: "admin", admin_id: "1" };
    return [`POST /tickets/${id}/reply`, reply];
  }),
  refused("UpdateTeamMembersRequest", "query parameters are refused", async ({ seed }) => {
    return [`PUT /teams/${seed.team().id}?admin_ids=1`, { admin_ids: [1] }];
  }),
  claim(
    "teams.update",
    "Sending the same list twice changes nothing",
    async ({ seed, request }) => {
      const { id } = seed.team();
      const first = await request(`PUT /teams/${id}`, { admin_ids: [1] });
      expect(await request(`PUT /teams/${id}`, { admin_ids: [1] })).toEqual(first);
    },
  ),
  ...[
    ["teams.update", "may be sent along as they are"],
    ["UpdateTeamMembersRequest", "may be sent back with only `admin_ids` changed"],
  ].map(([at = "", says = ""]) =>
    claim(at, says, async ({ seed, request }) => {
      const team = await request(`GET /teams/${seed.team().id}`);
      const after = await request(`PUT /teams/${team.id}`, { ...team, admin_ids: [1] });
      expect(after).toMatchObject({ ...team, admin_ids: [1] });
    }),
  ),
  ...[
    ["identityVerificationSecrets.create", "shows it only in this answer"],
    ["IdentityVerificationSecretWithMaterial.secret", "the only time you get to see it"],
  ].map(([at = "", says = ""]) =>
    claim(at, says, async ({ request }) => {
      const body = { name: "Web", supports_web: true };
      const { secret } = await request("POST /secure_mode_secrets", body);
      expect(Buffer.from(secret, "base64url")).toHaveLength(32);
      expect(JSON.stringify(await request("GET /secure_mode_secrets"))).not.toContain(secret);
    }),
  ),
  claim("DataConnectorDetail.headers[].value", "Never disclosed", async ({ request }) => {
    const headers = [{ name: "Authorization", value: "Bearer secret" }];
    const { id } = await request("POST /data_connectors", { name: "Orders", headers });
    expect(JSON.stringify(await request(`GET /data_connectors/${id}`))).not.toContain("Bearer");
  }),
  claim("dataConnectors.create", "Only `name` is required", async ({ request, send }) => {
    await request("POST /data_connectors", { name: "Orders" });
    expect((await send("POST /data_connectors", {})).status).toBeGreaterThanOrEqual(400);
  }),
  claim("aiContent.externalPages.list", "with 150 a page, 9,900 are reached", async ({ send }) => {
    expect((await send("GET /ai/external_pages?page=66&per_page=150")).status).toBe(200);
    expect((await send("GET /ai/external_pages?page=67&per_page=150")).status).toBe(400);
  }),
  claim("articles.list?page", "0 gives the first one too", async ({ request }) => {
    await request("POST /articles", { title: "Moving", author_id: 1 });
    expect((await request("GET /articles?page=0")).data).toHaveLength(1);
  }),
  ...["ArticleListItem", "InternalArticleListItem"].map((name) =>
    claim(`${name}.tags`, "Read-only here", async ({ seed, request, send }) => {
      const at = name === "ArticleListItem" ? "articles" : "internal_articles";
      const made = { title: "Moving", author_id: 1, owner_id: 1 };
      const { id } = await request(`POST /${at}`, made);
      const tags = { type: "tag.list", tags: [{ id: seed.tag().id }] };
      await send(`PUT /${at}/${id}`, { tags });
      expect((await request(`GET /${at}/${id}`)).tags?.tags ?? []).toEqual([]);
    }),
  ),
  ...[
    ["Team.admin_priority_level", "Only for teams that balance their load"],
    ["AdminPriorityLevelRequest.primary_admin_ids", "without effect unless"],
  ].map(([at = "", says = ""]) =>
    claim(at, says, async ({ seed, request, version }) => {
      const { id } = seed.team();
      const admin_priority_level = { primary_admin_ids: [1] };
      const change = { admin_ids: [1], admin_priority_level };
      if (version === "Preview") await request(`PUT /teams/${id}`, change);
      expect((await request(`GET /teams/${id}`)).admin_priority_level ?? null).toBeNull();
    }),
  ),
  ...["whose `distribution_method` is `load_balanced`", "refused elsewhere"].map((says) =>
    claim("AdminPriorityLevelRequest.secondary_admin_ids", says, async ({ seed, send }) => {
      const admin_priority_level = { secondary_admin_ids: [1] };
      const change = { admin_ids: [1], admin_priority_level };
      const status = async (distribution_method: string | null) =>
        (await send(`PUT /teams/${seed.team({ distribution_method }).id}`, change)).status;
      expect([await status("load_balanced"), await status("round_robin")]).toEqual([200, 400]);
    }),
  ),
];

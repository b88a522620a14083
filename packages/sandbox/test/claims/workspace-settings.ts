import { expect } from "vitest";
import { ids } from "../support/claim-helpers.ts";
import { type ClaimContext, type Claims, claim } from "../support/claims.ts";
import { type Json, start } from "../support/workspace.ts";

const hours = {
  time_zone_name: "Europe/London",
  time_intervals: [{ start_minute: 540, end_minute: 1020 }],
};

export const workspaceSettings: Claims = [
  claim("admins.list", "there are no pages", async ({ seed, request }) => {
    for (let i = 0; i < 60; i++) seed.admin({ email: `a${i}@example.com` });
    expect((await request("GET /admins")).admins).toHaveLength(61);
  }),
  claim("admins.setAway", "replaces the present setting", async ({ request }) => {
    const away = { away_mode_enabled: true, away_mode_reassign: true };
    expect(await request("PUT /admins/1/away", away)).toMatchObject(away);
    const back = { away_mode_enabled: false, away_mode_reassign: false };
    expect(await request("PUT /admins/1/away", back)).toMatchObject(back);
  }),
  claim("admins.setAway", "Both switches are required", async ({ send }) => {
    const { status } = await send("PUT /admins/1/away", { away_mode_enabled: true });
    expect(status).toBeGreaterThanOrEqual(400);
  }),
  claim("awayStatusReasons.list", "Deleted reasons are listed too", async ({ seed, request }) => {
    const { id } = seed.awayStatusReason({ deleted: true });
    const { data = [] } = await request("GET /away_status_reasons").then((all) =>
      Array.isArray(all) ? { data: all } : all,
    );
    expect(data.find((one: Json) => one.id === id)).toMatchObject({ deleted: true });
  }),
  claim("tags.create", "or finds it if it exists", async ({ request }) => {
    const made = await request("POST /tags", { name: "VIP" });
    expect((await request("POST /tags", { name: "VIP" })).id).toBe(made.id);
  }),
  claim("tags.create", "a `name` with an `id` renames", async ({ request }) => {
    const { id } = await request("POST /tags", { name: "VIP" });
    expect(await request("POST /tags", { id, name: "Key" })).toMatchObject({ id, name: "Key" });
  }),
  claim(
    "CreateOrUpdateTagRequest.name",
    "upper and lower case count as the same",
    async ({ request }) => {
      const made = await request("POST /tags", { name: "VIP" });
      expect((await request("POST /tags", { name: "vip" })).id).toBe(made.id);
    },
  ),
  claim("tags.create", "companies with `untag` lose it", async ({ seed, request }) => {
    const { id } = seed.company();
    await request("POST /tags", { name: "VIP", companies: [{ id }] });
    expect((await request(`GET /companies/${id}`)).tags.tags).toHaveLength(1);
    await request("POST /tags", { name: "VIP", companies: [{ id, untag: true }] });
    expect((await request(`GET /companies/${id}`)).tags.tags).toEqual([]);
  }),
  claim("tags.delete", "such as a segment, cannot be deleted", async ({ seed, send }) => {
    const { id } = seed.tag();
    seed.segment({ query: { field: "tag_id", operator: "=", value: id } });
    const { status } = await send(`DELETE /tags/${id}`);
    expect(status).toBeGreaterThanOrEqual(400);
  }),
  claim("Segment.count", "Only sent when `include_count` is requested", async ({ request }) => {
    const [plain] = (await request("GET /segments")).segments;
    expect(plain).not.toHaveProperty("count");
    const [counted] = (await request("GET /segments?include_count=true")).segments;
    expect(counted.count).toBe(0);
  }),
  claim(
    "officeHoursSchedules.update",
    "Intervals that you send take the place",
    async ({ request }) => {
      const made = await request("POST /office_hours_schedules", { ...hours, name: "London" });
      const time_intervals = [{ start_minute: 600, end_minute: 660 }];
      const after = await request(`PUT /office_hours_schedules/${made.id}`, { time_intervals });
      expect(after.name).toBe("London");
      expect(after.time_intervals).toMatchObject(time_intervals);
      expect(after.time_intervals).toHaveLength(1);
    },
  ),
  claim(
    "CreateOfficeHoursScheduleRequest.time_intervals",
    "lie on quarter hours",
    async ({ send }) => {
      const time_intervals = [{ start_minute: 541, end_minute: 1020 }];
      const body = { ...hours, name: "London", time_intervals };
      expect((await send("POST /office_hours_schedules", body)).status).toBeGreaterThanOrEqual(400);
    },
  ),
  claim(
    "OfficeHoursTimeInterval.day_of_week",
    "0 for Monday to 6 for Sunday",
    async ({ request }) => {
      const time_intervals = [{ start_minute: 1980, end_minute: 2040 }];
      const body = { ...hours, name: "London", time_intervals };
      const made = await request("POST /office_hours_schedules", body);
      expect(made.time_intervals[0].day_of_week).toBe(1);
    },
  ),
  claim("audiences.update", "takes the place of the old one", async ({ request }) => {
    const old = { attribute: "custom_attributes.plan", type: "string", comparison: "eq" };
    const made = await request("POST /audiences", {
      name: "A",
      predicates: [{ ...old, value: "pro" }],
    });
    const predicates = [{ ...old, value: "team" }];
    const after = await request(`PUT /audiences/${made.id}`, { predicates });
    expect(after).toMatchObject({ name: "A", predicates });
  }),
  claim("identityVerificationSecrets.list", "and never here", async ({ request }) => {
    const made = await request("POST /secure_mode_secrets", { name: "Web", supports_web: true });
    expect(made.secret).toMatch(/^[\w-]{43}$/);
    const [listed] = (await request("GET /secure_mode_secrets")).data;
    expect(listed).not.toHaveProperty("secret");
  }),
  claim(
    "CreateIdentityVerificationSecretRequest",
    "enabled for one platform or more",
    async (s) => {
      const { status } = await s.send("POST /secure_mode_secrets", { name: "Web" });
      expect(status).toBeGreaterThanOrEqual(400);
    },
  ),
  claim(
    "macros.list?updated_since",
    "Only macros changed after this moment",
    async ({ seed, request }) => {
      seed.macro({ updated_at: start - 60 } as Json);
      const { id } = seed.macro({ updated_at: start } as Json);
      expect(ids(await request(`GET /macros?updated_since=${start - 30}`))).toEqual([id]);
    },
  ),
  claim("brands.list", "the default one included", async ({ request }) => {
    const { data } = await request("GET /brands");
    expect(data.filter((one: Json) => one.is_default)).toHaveLength(1);
  }),
  claim("teams.update", "an admin who is not in it leaves the team", async ({ seed, request }) => {
    const { id } = seed.team();
    const other = seed.admin({ email: "b@example.com", team_ids: [id] }).id;
    const after = await request(`PUT /teams/${id}`, { admin_ids: [1] });
    expect(after.admin_ids.map(String)).toEqual(["1"]);
    expect(after.admin_ids.map(String)).not.toContain(other);
  }),
  claim("Tag.applied_at", "Only there in answers about one thing's tags", async (space) => {
    await holdsApplied(space, "applied_at");
  }),
  claim("Tag.applied_by", "Only there in answers about one thing's tags", async (space) => {
    await holdsApplied(space, "applied_by");
  }),
  claim("admins.list?display_avatar", "Off by default", async ({ request }) => {
    const [admin] = (await request("GET /admins")).admins;
    expect(admin.avatar ?? null).toBeNull();
  }),
  claim("segments.list?include_count", "Off by default", async ({ request }) => {
    const [segment] = (await request("GET /segments")).segments;
    expect(segment).not.toHaveProperty("count");
  }),
  ...["brands.get?brand_id", "Brand.id"].map((at) => {
    const says = at === "Brand.id" ? "the same as that of the workspace" : "has the id of the";
    return claim(at, says, async ({ request }) => {
      const { id_code } = (await request("GET /me")).app;
      expect(await request(`GET /brands/${id_code}`)).toMatchObject({
        id: id_code,
        is_default: true,
      });
      const { data } = await request("GET /brands");
      expect(ids({ data: data.filter((one: Json) => one.is_default) })).toEqual([id_code]);
    });
  }),
  claim("teams.metrics.list?idle_threshold", "moved to the nearest end", async (space) => {
    const { seed, request, advance } = space;
    const { id } = seed.team();
    const member = seed.admin({ email: "b@example.com", team_ids: [id] }).id;
    const from = { type: "user", id: seed.contact().id };
    const { conversation_id } = await request("POST /conversations", { from, body: "Hello" });
    const assign = { message_type: "assignment", admin_id: "1" };
    const at = `POST /conversations/${conversation_id}/parts`;
    await request(at, { ...assign, type: "team", assignee_id: id });
    await request(at, { ...assign, type: "admin", assignee_id: member });
    const idle = async (query = "") =>
      (await request(`GET /teams/${id}/metrics${query}`)).data.map((one: Json) => one.idle);
    expect(await idle("?idle_threshold=0")).toEqual([0]);
    advance(1700);
    expect([await idle(), await idle("?idle_threshold=1")]).toEqual([[0], [1]]);
    advance(200);
    expect(await idle()).toEqual([1]);
    advance(86_400);
    expect(await idle("?idle_threshold=999999")).toEqual([1]);
  }),
  ...["Only these event types", "all of them when left out"].map((says) =>
    claim("SearchActivityLogsRequest.event_types", says, async ({ seed, request }) => {
      const types = ["admin_login_success", "admin_logout"];
      for (const activity_type of types) seed.activityLog({ activity_type });
      const search = async (event_types: readonly string[] = []) => {
        const given = event_types.length > 0 ? { event_types } : {};
        const body = { created_at_after: 1, ...given };
        const { activity_logs } = await request("POST /admins/activity_logs/search", body);
        return activity_logs.map((one: Json) => one.activity_type).sort();
      };
      expect(await search()).toEqual([...types].sort());
      expect(await search(types.slice(1))).toEqual(types.slice(1));
    }),
  ),
];

/** Checks that the tags of a record have when and by whom they were applied. */
async function holdsApplied({ seed, request }: ClaimContext, name: string): Promise<void> {
  const from = { type: "user", id: seed.contact().id };
  const { conversation_id } = await request("POST /conversations", { from, body: "Hello" });
  const tag = seed.tag().id;
  await request(`POST /conversations/${conversation_id}/tags`, { id: tag, admin_id: "1" });
  const [listed] = (await request("GET /tags")).data;
  expect(listed).not.toHaveProperty(name);
  const [applied] = (await request(`GET /conversations/${conversation_id}`)).tags.tags;
  expect(applied[name]).toBeTruthy();
}

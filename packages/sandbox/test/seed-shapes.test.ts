import { expect, test } from "vitest";
import { type Json, workspace } from "./support/workspace.ts";

/** Passes a record in the form of the API to a seed, and reads it from the API. */
async function again(
  seed: (given: Json) => { readonly id: string },
  read: (id: string) => Promise<{ readonly body: Json }>,
  shown: Json,
): Promise<Json> {
  // The seeded record has a new id.
  const { id, ...given } = shown;
  const { body } = await read(seed(given).id);
  return JSON.parse(JSON.stringify(body).replaceAll(body.id, id));
}

test("a contact that is seeded in the form of the API is returned in that form", async () => {
  const { sandbox, send } = await workspace();
  const { seed } = sandbox;
  const tag = seed.tag({ name: "VIP" });
  const company = seed.company();
  const first = seed.contact({
    email: "ada@example.com",
    phone: "+1 (415) 555-2671",
    avatar: "https://www.example.com/ada.png",
    tags: [tag],
    company_ids: [company.id],
    subscription_ids: ["1", "2"],
    social_profiles: [{ type: "social_profile", name: "Twitter", url: "http://twitter.com/ada" }],
    sms_consent: true,
  });
  const read = (id: string) => send("GET", `/contacts/${id}`);
  const { body: shown } = await read(first.id);
  expect(shown.avatar).toEqual({ type: "avatar", image_url: "https://www.example.com/ada.png" });
  expect(shown.formatted_phone ?? "+14155552671").toBe("+14155552671");
  expect(shown.sms_consent).toBe(true);
  expect(await again((given) => seed.contact(given), read, shown)).toEqual(shown);
});

test("a company that is seeded in the form of the API is returned in that form", async () => {
  const { sandbox, send } = await workspace();
  const { seed } = sandbox;
  const tag = seed.tag({ name: "Key" });
  const plan = { type: "plan", id: "4711", name: "Pro" };
  const first = seed.company({ name: "Engines", company_id: "e1", plan, size: 3, tags: [tag] });
  const read = (id: string) => send("GET", `/companies/${id}`);
  const { body: shown } = await read(first.id);
  expect(shown).toMatchObject({ plan, size: 3, tags: { tags: [{ name: "Key" }] } });
  expect(await again((given) => seed.company(given), read, shown)).toEqual(shown);
});

test("an admin that is seeded in the form of the API is returned in that form", async () => {
  const { sandbox, send } = await workspace();
  const { seed } = sandbox;
  const team = seed.team();
  const first = seed.admin({
    name: "Alan Turing",
    email: "alan@example.com",
    job_title: "Engineer",
    avatar: { image_url: "https://www.example.com/alan.png" },
    team_ids: [team.id],
    primary_team_ids: [team.id],
  });
  const read = (id: string) => send("GET", `/admins/${id}`);
  const { body: shown } = await read(first.id);
  expect(shown).toMatchObject({
    avatar: { type: "avatar", image_url: "https://www.example.com/alan.png" },
    team_priority_level: { primary_team_ids: [Number(team.id)] },
  });
  expect(await again((given) => seed.admin(given), read, shown)).toEqual(shown);
});

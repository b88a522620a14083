import { describe, expect, test } from "vitest";
import { differs } from "../test-client.ts";
import type { Start } from "./classic.ts";
import { allPages, expectEachOnce } from "./classic-people.ts";

/** The same client in a workspace that has gone on to the newest version. */
export function newest(start: Start): void {
  const inNewest: Start = (options) => start({ defaultVersion: "2.16", ...options });

  describe("in 2.16", () => {
    test("contacts and companies are listed, each once", async () => {
      const { client } = await inNewest({ seed: { name: "acme", contacts: 60 } });
      const contacts = await allPages((startingAfter) =>
        client["contacts"].list({ perPage: 25, startingAfter }),
      );
      expectEachOnce(contacts, 60);
      const companies = await client["companies"].scroll.each({});
      expectEachOnce(companies, (await client["companies"].list({})).total_count);
    });

    differs("newest-merge", async () => {
      const { client, refuses } = await inNewest();
      const { id: leadId } = await client["contacts"].createLead({ name: "A lead" });
      const { id: userId } = await client["contacts"].createUser({ externalId: "u1" });
      await expect(client["contacts"].mergeLeadInUser({ leadId, userId })).rejects.toMatchObject({
        statusCode: 400,
      });
      refuses("POST /contacts/merge 400");
    });

    differs("newest-sections", async () => {
      const { client, refuses } = await inNewest();
      const { sections } = client["helpCenter"];
      await expect(sections.create({ name: "One", parentId: "1" })).rejects.toMatchObject({
        statusCode: 400,
      });
      await expect(sections.list({})).rejects.toMatchObject({ statusCode: 400 });
      refuses("POST /help_center/sections 400", "GET /help_center/sections 400");
    });

    differs("newest-options", async () => {
      const { client, refuses } = await inNewest();
      const attribute = { name: "colour", model: "contact", dataType: "string" };
      const options = ["red", "blue"];
      await expect(
        client["dataAttributes"].create({ ...attribute, options }),
      ).rejects.toMatchObject({ statusCode: 400 });
      refuses("POST /data_attributes 400");
    });
  });
}

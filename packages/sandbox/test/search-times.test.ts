import { expect, test } from "vitest";
import { type Json, start, workspace } from "./support/workspace.ts";

const versions = ["2.7", "2.11", "2.15", "2.16", "2.17", "Preview"];
const day = 86_400;

test.each(versions)(
  "what has changed an hour later is found by the second, in %s",
  async (version) => {
    const { send, sandbox } = await workspace(version);
    const conversation = (updated_at: number) => sandbox.seed.conversation({ updated_at }).id;
    conversation(start);
    const later = conversation(start + 3600);
    const search = async (operator: string, value: unknown) => {
      const query = { field: "updated_at", operator, value };
      const { status, body } = await send("POST", "/conversations/search", { query });
      expect(status).toBe(200);
      return body.conversations.map(({ id }: Json) => id);
    };
    expect(await search(">", start)).toEqual([later]);
    expect(await search(">=", start + 1)).toEqual([later]);
    expect(await search("<=", start + 3599)).not.toContain(later);
    expect(await search("=", start + 3600)).toEqual([later]);
    expect(await search("IN", [start + 3600])).toEqual([later]);
    expect(await search(">", String(start))).toEqual([later]);
  },
);

test.each(["2.10", "2.16", "Preview"])(
  "tickets are compared by the second, in %s",
  async (version) => {
    const { send, sandbox } = await workspace(version);
    sandbox.seed.ticket({ updated_at: start });
    const later = sandbox.seed.ticket({ updated_at: start + 1 }).id;
    for (const [operator, value] of [
      [">", start],
      [">=", String(start + 1)],
      ["!=", start],
    ]) {
      const query = { field: "updated_at", operator, value };
      const { body } = await send("POST", "/tickets/search", { query });
      expect(body.tickets.map(({ id }: Json) => id)).toEqual([later]);
    }
  },
);

test("companies are compared by the second", async () => {
  const { send, sandbox } = await workspace("Preview");
  const company = (last_request_at: number) => sandbox.seed.company({ last_request_at }).id;
  const [early, later] = [company(start), company(start + 1)];
  sandbox.seed.contact({ company_ids: [early, later] });
  const query = { field: "last_request_at", operator: ">=", value: start + 1 };
  const { body } = await send("POST", "/companies/search", { query });
  expect(body.data.map(({ id }: Json) => id)).toEqual([later]);
});

test.each([
  ["2.16", [true, true, true]],
  ["2.17", [false, true, false]],
  ["Preview", [false, true, false]],
])("whether a contact is found by another second of its day, in %s", async (version, found) => {
  const { send, sandbox } = await workspace(version);
  sandbox.seed.contact({ created_at: start + 60 });
  const isFoundAt = async (value: number) => {
    const query = { field: "created_at", operator: "=", value };
    return (await send("POST", "/contacts/search", { query })).body.total_count === 1;
  };
  const seconds = [start + 59, start + 60, start + 61];
  expect(await Promise.all(seconds.map(isFoundAt))).toEqual(found);
});

test.each(["2.16", "2.17", "Preview"])(
  "a date of a contact's own is a day, in %s",
  async (version) => {
    const { send, sandbox } = await workspace(version);
    const attribute = { name: "renews", model: "contact", data_type: "date" };
    await send("POST", "/data_attributes", attribute);
    sandbox.seed.contact({ name: "Ada", custom_attributes: { renews: start + 100 } });
    sandbox.seed.contact({ name: "Grace", custom_attributes: { renews: start + day } });
    const search = (operator: string, value: unknown) =>
      send("POST", "/contacts/search", {
        query: { field: "custom_attributes.renews", operator, value },
      });
    const names = async (operator: string) =>
      (await search(operator, start)).body.data.map(({ name }: Json) => name);
    expect(await names("=")).toEqual(["Ada"]);
    expect(await names(">")).toEqual(["Grace"]);
    for (const operator of ["!=", ">=", "<=", "IN"]) {
      expect((await search(operator, [start])).status).toBe(400);
    }
  },
);

test("conversations and tickets are returned in the requested order", async () => {
  const { send, sandbox } = await workspace("2.11");
  for (const title of ["b", "a", "c"]) {
    sandbox.seed.conversation({ waiting_since: start + title.charCodeAt(0), title });
    sandbox.seed.ticket({ attributes: { _default_title_: title } });
  }
  const query = { field: "id", operator: "!=", value: "0" };
  const search = async (kind: string, field: string, order: string) =>
    (await send("POST", `/${kind}/search`, { query, sort: { field, order } })).body[kind];
  const waiting = (found: Json[]) => found.map((one) => one.waiting_since - start);
  expect(waiting(await search("conversations", "waiting_since", "asc"))).toEqual([97, 98, 99]);
  expect(waiting(await search("conversations", "waiting_since", "desc"))).toEqual([99, 98, 97]);
  const titles = (found: Json[]) => found.map((one) => one.ticket_attributes._default_title_);
  expect(titles(await search("tickets", "title", "ascending"))).toEqual(["a", "b", "c"]);
  expect(titles(await search("tickets", "title", "descending"))).toEqual(["c", "b", "a"]);
});

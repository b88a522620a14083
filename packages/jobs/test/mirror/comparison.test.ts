import { expect, test } from "vitest";
import { mirrorSetup } from "../support/mirror.ts";

test("a comparison writes what is missing or differs, and removes what is gone", async () => {
  const { people, mirror, target, requests } = mirrorSetup({ streams: ["contacts"] });
  const [ada, bob] = [
    await people.contacts.create({ external_id: "1", name: "Ada" }),
    await people.contacts.create({ external_id: "2" }),
  ];
  expect(await mirror.compare()).toMatchObject({
    outcome: "complete",
    streams: { contacts: { written: 2, removed: 0, failed: 0 } },
  });
  await people.contacts.delete(bob.id);
  await people.contacts.create({ external_id: "3" });
  await people.contacts.update(ada.id, { name: "Ada Lovelace" });
  const { streams } = await mirror.compare();
  expect(streams.contacts).toEqual({ written: 2, removed: 1, failed: 0 });
  expect(target.records("contacts").get(ada.id)?.data["name"]).toBe("Ada Lovelace");
  requests.length = 0;
  expect((await mirror.compare()).streams.contacts).toEqual({ written: 0, removed: 0, failed: 0 });
  expect(requests).toEqual(["GET /contacts"]);
});

test("a conversation is read again where its entry in the list differs, and not otherwise", async () => {
  const { people, sandbox, mirror, target, requests } = mirrorSetup({ streams: ["conversations"] });
  const contact = sandbox.seed.contact({ external_id: "1" });
  const ids = [1, 2, 3].map(() => sandbox.seed.conversation({ contact_ids: [contact.id] }).id);
  await mirror.compare();
  requests.length = 0;
  await people.conversations.update(ids[1] ?? "", { title: "Refund" });
  await mirror.compare();
  expect(requests).toEqual(["GET /conversations", `GET /conversations/${ids[1]}`]);
  expect(target.records("conversations").get(ids[1] ?? "")?.data).toEqual(
    await people.conversations.get(ids[1] ?? ""),
  );
});

test("nothing is removed where a list ends with an error", async () => {
  const { people, mirror, target, world } = mirrorSetup({ streams: ["contacts"] });
  const { id } = await people.contacts.create({ external_id: "1" });
  await mirror.compare();
  await people.contacts.delete(id);
  world.intercept = () => Response.json({ type: "error.list", errors: [] }, { status: 500 });
  await expect(mirror.compare()).rejects.toMatchObject({ status: 500 });
  expect(target.records("contacts").size).toBe(1);
});

test("an object that no list returns and that can be read by its id stays", async () => {
  const { people, mirror, target, world } = mirrorSetup({ streams: ["contacts", "companies"] });
  const { id } = await people.contacts.create({ external_id: "1" });
  const company = await people.companies.createOrUpdate({ company_id: "c" });
  await mirror.compare();
  world.intercept = async (request, send) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/contacts") return Response.json({ type: "list", data: [], total_count: 0 });
    if (pathname !== "/companies/scroll") return send();
    return Response.json({ type: "list", data: [], scroll_param: "1", total_count: null });
  };
  const { streams } = await mirror.compare();
  expect(streams.contacts?.removed).toBe(0);
  expect(target.records("contacts").has(id)).toBe(true);
  expect(target.records("companies").has(company.id)).toBe(true);
});

test("an archived contact leaves the copy with a comparison, and comes back when it is restored", async () => {
  const { people, sandbox, mirror, target } = mirrorSetup({ streams: ["contacts"] });
  const created_at = Math.floor(Date.now() / 1000) - 86_400;
  const { id } = sandbox.seed.contact({ external_id: "1", created_at, updated_at: created_at });
  await mirror.compare();
  await people.contacts.archive(id);
  expect((await mirror.compare()).streams.contacts).toMatchObject({ removed: 1 });
  expect(target.records("contacts").has(id)).toBe(false);
  await people.contacts.unarchive(id);
  await mirror.compare();
  expect(target.records("contacts").has(id)).toBe(true);
});

test("a search is read where a list has a record that cannot be read", async () => {
  const { people, mirror, target, world } = mirrorSetup({ streams: ["contacts"] });
  for (const external_id of ["1", "2", "3"]) await people.contacts.create({ external_id });
  world.intercept = (request, send) =>
    request.method === "GET" ? Response.json({}, { status: 502 }) : send();
  const { notices } = await mirror.compare();
  expect(target.records("contacts").size).toBe(3);
  expect(notices.at(-1)).toMatch(
    /^contacts: the list cannot be read, and a search is read instead/,
  );
});

test("an object that fails is counted, and the others are compared", async () => {
  const { sandbox, mirror, target, world } = mirrorSetup({ streams: ["conversations"] });
  const contact = sandbox.seed.contact({ external_id: "1" });
  const ids = [1, 2, 3].map(() => sandbox.seed.conversation({ contact_ids: [contact.id] }).id);
  world.intercept = (request, send) =>
    request.url.endsWith(`/${ids[0]}`) ? Response.json({}, { status: 500 }) : send();
  const { streams, notices } = await mirror.compare();
  expect(streams.conversations).toEqual({ written: 2, removed: 0, failed: 1 });
  expect(notices.join()).toContain(`${ids[0]} could not be read`);
  world.intercept = undefined;
  await mirror.compare();
  expect([...target.records("conversations").keys()].sort()).toEqual([...ids].sort());
});

test.each(["/conversations", "/conversations/"])(
  "a comparison ends when it is aborted during a request of %s",
  async (path) => {
    const { sandbox, mirror, target, world } = mirrorSetup({ streams: ["conversations"] });
    const contact = sandbox.seed.contact({ external_id: "1" });
    for (let count = 0; count < 5; count += 1) {
      sandbox.seed.conversation({ contact_ids: [contact.id] });
    }
    const controller = new AbortController();
    world.intercept = (request, send) => {
      const { pathname } = new URL(request.url);
      if (path.endsWith("/") ? pathname.startsWith(path) : pathname === path) controller.abort();
      return send();
    };
    await expect(mirror.compare({ signal: controller.signal })).rejects.toThrow(/abort/i);
    expect(target.records("conversations").size).toBe(0);
  },
);

test("a comparison ends with the error when many reads in a row fail", async () => {
  const { sandbox, mirror, world, requests } = mirrorSetup({ streams: ["conversations"] });
  const contact = sandbox.seed.contact({ external_id: "1" });
  for (let count = 0; count < 100; count += 1) {
    sandbox.seed.conversation({ contact_ids: [contact.id] });
  }
  world.intercept = (request, send) =>
    /conversations\/\d+$/.test(request.url) ? Response.json({}, { status: 400 }) : send();
  await expect(mirror.compare()).rejects.toMatchObject({ status: 400 });
  expect(requests.length).toBeLessThan(60);
});

test("a verification names what differs, and changes nothing", async () => {
  const { people, sandbox, mirror, target } = mirrorSetup({
    streams: ["contacts", "conversations"],
  });
  const ada = await people.contacts.create({ external_id: "1", name: "Ada" });
  const conversation = sandbox.seed.conversation({ contact_ids: [ada.id] });
  await mirror.compare();
  expect(await mirror.verify({ deep: true })).toEqual([]);
  const bob = await people.contacts.create({ external_id: "2" });
  await people.contacts.update(ada.id, { phone: "+353871234567" });
  const [kept] = await target.get("conversations", [conversation.id]);
  const extra = { id: "0", updatedAt: 1, readAt: 1, data: { id: "0" } };
  await target.put("contacts", [extra]);
  await target.put("conversations", [
    { ...kept, data: { ...kept?.data, conversation_parts: null } } as never,
  ]);
  const differences = await mirror.verify();
  expect(differences).toHaveLength(3);
  expect(differences).toEqual(
    expect.arrayContaining([
      { stream: "contacts", id: bob.id, kind: "missing", fields: [] },
      { stream: "contacts", id: "0", kind: "extra", fields: [] },
      expect.objectContaining({
        id: ada.id,
        kind: "differs",
        fields: expect.arrayContaining(["phone"]),
      }),
    ]),
  );
  expect(await mirror.verify({ deep: true })).toContainEqual({
    ...{ stream: "conversations", id: conversation.id, kind: "differs" },
    fields: ["conversation_parts"],
  });
  expect(target.records("contacts").size).toBe(2);
});

import { ConfigError } from "@interkit/client";
import { expect, onTestFinished, test, vi } from "vitest";
import { gate, mirrorSetup } from "../support/mirror.ts";

const hint = (topic: string, item: unknown) => ({ topic, data: { item } });

test("a hint reads the object, and nothing of the notification is written", async () => {
  const { people, mirror, target } = mirrorSetup();
  const { id } = await people.contacts.create({ external_id: "1", name: "Ada" });
  await mirror.hint(hint("contact.user.created", { id, name: "of the notification" }));
  expect(target.records("contacts").get(id)?.data).toEqual(await people.contacts.get(id));
});

test.each([
  ["a 404", () => Response.json({ type: "error.list", errors: [] }, { status: 404 })],
  [
    "a 404 with a page of HTML",
    () =>
      new Response("<title>404</title>", { status: 404, headers: { "content-type": "text/html" } }),
  ],
])("%s removes the object", async (_, response) => {
  const { people, mirror, target, world } = mirrorSetup();
  const { id } = await people.contacts.create({ external_id: "1" });
  await mirror.hint(hint("contact.user.created", { id }));
  world.intercept = response;
  await mirror.hint(hint("contact.user.updated", { id }));
  await mirror.hint(hint("contact.deleted", { id }));
  expect(target.records("contacts").size).toBe(0);
});

test("a failed read rejects, and leaves the copy as it is", async () => {
  const { people, mirror, target, world } = mirrorSetup();
  const { id } = await people.contacts.create({ external_id: "1" });
  await mirror.hint(hint("contact.user.created", { id }));
  world.intercept = () => Response.json({}, { status: 500 });
  await expect(mirror.hint(hint("contact.user.updated", { id }))).rejects.toMatchObject({
    status: 500,
  });
  expect(target.records("contacts").size).toBe(1);
});

test("a merge removes the contact, and leaves an alias to the one that is left", async () => {
  const { people, mirror, target } = mirrorSetup();
  const user = await people.contacts.create({ external_id: "1" });
  const lead = await people.contacts.create({ role: "lead" });
  for (const { id } of [user, lead]) await mirror.hint(hint("contact.user.created", { id }));
  await people.contacts.merge({ from: lead.id, into: user.id, skip_duplicate_validation: true });
  const item = { type: "contact", id: user.id, merged_from: { type: "contact", id: lead.id } };
  await mirror.hint(hint("contact.merged", item));
  expect([...target.records("contacts").keys()]).toEqual([user.id]);
  expect([...target.aliases("contacts")]).toEqual([[lead.id, user.id]]);
});

test.each([
  ["contact.user.updated", { id: "5" }, ["contacts/5"]],
  ["contact.merged", { id: "5", merged_from: { id: "4" } }, ["contacts/4", "contacts/5"]],
  [
    "contact.user.tag.created",
    { type: "contact_tag", contact: { id: "5" }, tag: { id: "1" } },
    ["contacts/5"],
  ],
  [
    "company.contact.attached",
    { company: { id: "c" }, contact: { id: "5" } },
    ["companies/c", "contacts/5"],
  ],
  ["company.deleted", { id: "c", type: "company", deleted: true }, ["companies/c"]],
  ["conversation.deleted", { type: "conversation", conversation_id: 9 }, ["conversations/9"]],
  [
    "conversation.contact.attached",
    { conversation: { model: { id: 9 } }, contact: { id: "5" } },
    ["contacts/5", "conversations/9"],
  ],
  [
    "conversation_part.redacted",
    { id: "77", type: "conversation_part", conversation: { id: "9" } },
    ["conversations/9"],
  ],
  [
    "ticket.note.created",
    { type: "ticket_ticket_part", ticket: { id: "3" }, ticket_part: { id: "8" } },
    ["tickets/3"],
  ],
  [
    "ticket.contact.attached",
    { ticket: { id: 3 }, contact: { id: "5" } },
    ["contacts/5", "tickets/3"],
  ],
  ["ping", { type: "ping", message: "Hello" }, []],
  ["visitor.signed_up", { id: "1", type: "user" }, []],
  ["contact.user.updated", null, []],
])("a %s reads what it names", async (topic, item, objects) => {
  const { mirror, requests } = mirrorSetup();
  await mirror.hint(hint(topic, item));
  expect(requests.sort()).toEqual(objects.map((object) => `GET /${object}`));
});

test("a stream that is not mirrored is not read", async () => {
  const { mirror, requests } = mirrorSetup({ streams: ["conversations"] });
  await mirror.hint(hint("contact.user.updated", { id: "5" }));
  expect(requests).toEqual([]);
});

test("what is no notification is refused", async () => {
  const { mirror } = mirrorSetup();
  await expect(mirror.hint({} as never)).rejects.toThrow(ConfigError);
  await expect(mirror.hint({ topic: "ping" } as never)).rejects.toThrow("notification");
  await expect(mirror.hint(hint("ping", {}), { signl: 1 } as never)).rejects.toThrow('"signl"');
});

test("hints that come during a read cause one more, which has the last change", async () => {
  const { people, mirror, target, requests, world } = mirrorSetup();
  const { id } = await people.contacts.create({ external_id: "1", name: "first" });
  const { open, opened } = gate();
  world.intercept = async (_, send) => {
    const response = await send();
    await opened;
    return response;
  };
  const hints = [mirror.hint(hint("contact.user.created", { id }))];
  await vi.waitFor(() => expect(requests).toHaveLength(1), { timeout: 60_000 });
  await people.contacts.update(id, { name: "second" });
  for (let count = 0; count < 5; count += 1) {
    hints.push(mirror.hint(hint("contact.user.updated", { id })));
  }
  open();
  await Promise.all(hints);
  expect(requests).toHaveLength(2);
  expect(target.records("contacts").get(id)?.data["name"]).toBe("second");
});

test("a response that is late is not written after a newer one of the same millisecond", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  onTestFinished(() => void vi.useRealTimers());
  const { people, mirror, target, world } = mirrorSetup();
  const { id } = await people.contacts.create({ external_id: "1", name: "first" });
  const { open, opened } = gate();
  const isRead = gate();
  world.intercept = async (_, send) => {
    world.intercept = undefined;
    const response = await send();
    isRead.open();
    await opened;
    return response;
  };
  // Reads with a signal of their own are not shared.
  const hintAlone = () => {
    const { signal } = new AbortController();
    return mirror.hint(hint("contact.user.updated", { id }), { signal });
  };
  const first = hintAlone();
  await isRead.opened;
  await people.contacts.update(id, { name: "second" });
  const second = hintAlone();
  await Promise.race([second, new Promise((resolve) => setTimeout(resolve, 20))]);
  open();
  await Promise.all([first, second]);
  expect(target.records("contacts").get(id)?.data["name"]).toBe("second");
});

test("a page that was read before a hint removed an object does not bring it back", async () => {
  const { people, mirror, target, world } = mirrorSetup({ streams: ["contacts"] });
  const { id } = await people.contacts.create({ external_id: "1" });
  const { open, opened } = gate();
  const isRead = gate();
  world.intercept = async (request, send) => {
    const isPage = request.method === "POST" && (await request.clone().text()).includes("150");
    const response = await send();
    if (!isPage) return response;
    isRead.open();
    await opened;
    return response;
  };
  await mirror.hint(hint("contact.user.created", { id }));
  const syncing = mirror.sync();
  await isRead.opened;
  await people.contacts.delete(id);
  await new Promise((resolve) => setTimeout(resolve, 5));
  await mirror.hint(hint("contact.deleted", { id }));
  expect(target.records("contacts").size).toBe(0);
  open();
  await syncing;
  expect(target.records("contacts").size).toBe(0);
});

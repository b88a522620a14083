import { ConfigError } from "@interkit/client";
import { createIntercom as create27 } from "@interkit/client/2.7";
import { createIntercom } from "@interkit/client/2.16";
import { JobError, memoryState } from "@interkit/jobs";
import { createMirror, memoryTarget } from "@interkit/jobs/sync";
import { createSandbox } from "@interkit/sandbox";
import { afterEach, expect, test, vi } from "vitest";
import { gate, mirrorSetup } from "../support/mirror.ts";

afterEach(() => void vi.useRealTimers());

test("the first synchronisation copies everything, and the next ones what changed", async () => {
  const { people, sandbox, mirror, target } = mirrorSetup();
  const ada = await people.contacts.create({ external_id: "1", name: "Ada" });
  const lead = await people.contacts.create({ role: "lead" });
  const company = await people.companies.createOrUpdate({ company_id: "c" });
  const conversation = sandbox.seed.conversation({ contact_ids: [ada.id] });
  const ticket = sandbox.seed.ticket({ contact_ids: [ada.id] });
  expect(await mirror.sync()).toMatchObject({
    outcome: "complete",
    streams: { contacts: { written: 2 }, companies: { written: 1 }, tickets: { written: 1 } },
    incomplete: [],
  });
  expect([...target.records("contacts").keys()].sort()).toEqual([ada.id, lead.id].sort());
  expect(target.records("companies").has(company.id)).toBe(true);
  expect(target.records("tickets").has(ticket.id)).toBe(true);
  const { data } = target.records("conversations").get(conversation.id) ?? {};
  expect(data).toEqual(await people.conversations.get(conversation.id));

  await people.conversations.reply(conversation.id, {
    ...{ message_type: "comment", type: "admin", admin_id: "1", body: "Hello" },
  });
  expect((await mirror.sync()).streams.conversations).toMatchObject({ written: 1 });
  expect(target.records("conversations").get(conversation.id)?.data).toEqual(
    await people.conversations.get(conversation.id),
  );
  const unchanged = { written: 0, removed: 0, failed: 0 };
  for (const { streams } of [await mirror.sync(), await mirror.compare()]) {
    expect(streams).toEqual({
      contacts: unchanged,
      companies: unchanged,
      conversations: unchanged,
      tickets: unchanged,
    });
  }
});

test("what the feed of the version states to be deleted is removed", async () => {
  const { people, sandbox, mirror, target } = mirrorSetup({ streams: ["conversations"] });
  const { id } = sandbox.seed.conversation({
    contact_ids: [sandbox.seed.contact({ external_id: "1" }).id],
  });
  await mirror.sync();
  await people.conversations.delete(id);
  expect((await mirror.sync()).streams.conversations).toMatchObject({ removed: 1 });
  expect(target.records("conversations").size).toBe(0);
});

test("a conversation that fails is read again by the next synchronisation", async () => {
  const { sandbox, mirror, target, world } = mirrorSetup({ streams: ["conversations"] });
  const contact = sandbox.seed.contact({ external_id: "1" });
  const ids = [1, 2, 3].map(() => sandbox.seed.conversation({ contact_ids: [contact.id] }).id);
  world.intercept = (request, send) =>
    request.url.endsWith(`/conversations/${ids[1]}`)
      ? Response.json({ type: "error.list", errors: [] }, { status: 400 })
      : send();
  expect((await mirror.sync()).streams.conversations).toMatchObject({ written: 2, failed: 1 });
  world.intercept = undefined;
  // It did not change since, so that the search does not return it.
  expect((await mirror.sync()).streams.conversations).toMatchObject({ written: 1, failed: 0 });
  expect([...target.records("conversations").keys()].sort()).toEqual([...ids].sort());
});

test("pages that could not be written are written by the next synchronisation", async () => {
  const inner = memoryTarget();
  let isFailing = true;
  const put: typeof inner.put = async (stream, records) => {
    if (isFailing) throw new ConfigError("The table is read-only");
    await inner.put(stream, records);
  };
  const { sandbox, mirror } = mirrorSetup({ streams: ["contacts"], target: { ...inner, put } });
  for (const [index, external_id] of ["1", "2"].entries()) {
    sandbox.seed.contact({ external_id });
    const failed = index + 1;
    expect((await mirror.sync()).streams.contacts).toMatchObject({ written: 0, failed });
  }
  isFailing = false;
  expect((await mirror.sync()).streams.contacts).toMatchObject({ written: 2, failed: 0 });
  expect(inner.records("contacts").size).toBe(2);
});

test("a conversation that is gone before it is read is removed", async () => {
  const { sandbox, mirror, target, world } = mirrorSetup({ streams: ["conversations"] });
  const contact = sandbox.seed.contact({ external_id: "1" });
  const ids = [1, 2].map(() => sandbox.seed.conversation({ contact_ids: [contact.id] }).id);
  const html = { "content-type": "text/html" };
  world.intercept = (request, send) =>
    request.url.endsWith(`/conversations/${ids[0]}`)
      ? new Response("<title>Not Found</title>", { status: 404, headers: html })
      : send();
  expect((await mirror.sync()).streams.conversations).toEqual({
    written: 1,
    removed: 0,
    failed: 0,
  });
  expect([...target.records("conversations").keys()]).toEqual([ids[1]]);
});

test("a conversation with more than 500 parts is reported as incomplete", async () => {
  const { sandbox, mirror, target } = mirrorSetup({ streams: ["conversations"] });
  const { id } = sandbox.seed.conversation({
    contact_ids: [sandbox.seed.contact({ external_id: "1" }).id],
  });
  for (let count = 0; count < 501; count += 1) {
    sandbox.seed.conversationPart({ conversation_id: id, admin_id: "1", body: `Part ${count}` });
  }
  const { incomplete } = await mirror.sync();
  expect(incomplete).toEqual([
    { stream: "conversations", id, reason: expect.stringMatching(/newest 500 of 50\d parts/) },
  ]);
  expect(target.records("conversations").size).toBe(1);
});

test("companies are read as a whole once an hour where they cannot be searched", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const { people, mirror, target, requests } = mirrorSetup({ streams: ["companies"] });
  await people.companies.createOrUpdate({ company_id: "a" });
  await mirror.sync();
  await people.companies.createOrUpdate({ company_id: "b" });
  requests.length = 0;
  await mirror.sync();
  expect(requests).toEqual([]);
  vi.setSystemTime(Date.now() + 3_600_000);
  expect((await mirror.sync()).streams.companies).toEqual({ written: 1, removed: 0, failed: 0 });
  expect(target.records("companies").size).toBe(2);
});

test("a synchronisation that runs already is reported once and refused, and its own goes on", async () => {
  const streams = ["contacts", "conversations"] as const;
  const { people, mirror, target, world, requests } = mirrorSetup({ streams: [...streams] });
  await people.contacts.create({ external_id: "1" });
  const { open, opened } = gate();
  world.intercept = async (_, send) => {
    await opened;
    return send();
  };
  const first = mirror.sync();
  await vi.waitFor(() => expect(requests.length).toBe(2), { timeout: 60_000 });
  // The time passes while it waits, and not before.
  vi.useFakeTimers({ toFake: ["performance"] });
  const onWait = vi.fn(() => void vi.advanceTimersByTime(50));
  await expect(mirror.sync({ leaseMs: 50, onWait })).rejects.toThrow(JobError);
  expect(onWait).toHaveBeenCalledTimes(1);
  open();
  await first;
  expect(target.records("contacts").size).toBe(1);
});

test("a token that ends stops all streams, and its error is thrown", async () => {
  const { people, mirror, world, requests } = mirrorSetup();
  await people.contacts.create({ external_id: "1" });
  const errors = [{ code: "unauthorized" }];
  world.intercept = () => Response.json({ type: "error.list", errors }, { status: 401 });
  await expect(mirror.sync()).rejects.toMatchObject({ status: 401 });
  expect(requests.length).toBeLessThan(6);
});

test("a synchronisation within a budget is continued by the next one", async () => {
  const { sandbox, mirror, target, world } = mirrorSetup({ streams: ["contacts"] });
  world.intercept = async (_, send) => {
    await new Promise((resolve) => setTimeout(resolve, 3));
    return send();
  };
  for (let number = 0; number < 400; number += 1) {
    sandbox.seed.contact({ external_id: `${number}` });
  }
  expect((await mirror.sync({ budgetMs: 1 })).outcome).toBe("stopped");
  expect(target.records("contacts").size).toBeLessThan(400);
  expect((await mirror.sync()).outcome).toBe("complete");
  expect(target.records("contacts").size).toBe(400);
});

test("a comparison with a client of another workspace is refused, and removes nothing", async () => {
  const target = memoryTarget();
  const state = memoryState();
  const sandbox = createSandbox();
  sandbox.seed.contact({ external_id: "1" });
  const other = createSandbox();
  const open = (token: string, { fetch }: typeof sandbox) =>
    createMirror(createIntercom({ token, fetch }), { target, state });
  await open("one", sandbox).sync();
  await expect(open("two", other).compare()).rejects.toThrow(/another workspace/);
  expect(target.records("contacts").size).toBe(1);
});

test("what a version does not have is not called", async () => {
  const sandbox = createSandbox();
  sandbox.seed.contact({ external_id: "1" });
  const intercom = create27({ token: "mirror", fetch: sandbox.fetch });
  const target = memoryTarget();
  const mirror = createMirror(intercom, { target, state: memoryState() });
  await mirror.sync();
  await mirror.compare();
  expect(target.records("contacts").size).toBe(1);
  const statuses = sandbox.requests.list().map(({ status }) => status);
  expect(statuses.filter((status) => status !== 200)).toEqual([]);
});

test("wrong options are refused with the mistake", () => {
  const intercom = createIntercom({ token: "token" });
  const old = create27({ token: "token" });
  const target = memoryTarget();
  const wrong = [
    [() => createMirror(intercom, {} as never), 'no "put"'],
    [() => createMirror(intercom, { target, stream: [] } as never), '"stream"'],
    [() => createMirror(intercom, { target, streams: ["tags"] as never }), '"tags"'],
    [() => createMirror(intercom, { target, streams: [] }), '"streams" must be'],
    [() => createMirror(old, { target, streams: ["tickets"] as never }), "has no tickets"],
    [() => createMirror(intercom, { target, concurrency: 0 }), '"concurrency"'],
    [() => createMirror(intercom, { target, state: "" }), '"state"'],
    [() => createMirror({} as never, { target } as never), "takes a client"],
    [() => createMirror(undefined as never, { target } as never), "takes a client"],
  ] as const;
  for (const [call, message] of wrong) {
    expect(call).toThrow(ConfigError);
    expect(call).toThrow(message);
  }
});

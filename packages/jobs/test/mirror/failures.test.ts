import { ConfigError } from "@interkit/client";
import { createIntercom } from "@interkit/client/2.16";
import { memoryState } from "@interkit/jobs";
import { createMirror, memoryTarget } from "@interkit/jobs/sync";
import { createSandbox } from "@interkit/sandbox";
import { afterEach, expect, test, vi } from "vitest";
import { mirrorSetup } from "../support/mirror.ts";

afterEach(() => void vi.useRealTimers());

/** A target whose writes of pages fail, until they may succeed. */
function failingTarget() {
  const inner = memoryTarget();
  const control = { isFailing: true };
  const put: typeof inner.put = async (stream, records) => {
    if (control.isFailing) throw new ConfigError("The table is read-only");
    await inner.put(stream, records);
  };
  return { control, inner, target: { ...inner, put } };
}

test("an object that fails again and again is in each report, with the reason", async () => {
  const { sandbox, mirror, world } = mirrorSetup({ streams: ["conversations"] });
  const { id: contact } = sandbox.seed.contact({ external_id: "1" });
  const { id } = sandbox.seed.conversation({ contact_ids: [contact] });
  world.intercept = (request, send) =>
    request.url.endsWith(`/conversations/${id}`)
      ? Response.json({ type: "error.list", errors: [] }, { status: 400 })
      : send();
  for (let count = 0; count < 2; count += 1) {
    const { streams, notices } = await mirror.sync();
    expect(streams.conversations).toMatchObject({ failed: 1 });
    expect(notices).toEqual([expect.stringMatching(`^conversations: ${id} failed: .*400`)]);
  }
});

test("an object of a page that failed, and that is gone since, does not come back", async () => {
  const { control, inner, target } = failingTarget();
  const state = memoryState();
  const { people, mirror, intercom } = mirrorSetup({ streams: ["contacts"], target, state });
  const gone = await people.contacts.create({ external_id: "1" });
  const kept = await people.contacts.create({ external_id: "2" });
  const { streams, notices } = await mirror.sync();
  expect(streams.contacts).toMatchObject({ written: 0, failed: 2 });
  expect(notices).toEqual([expect.stringMatching(/and 1 more failed: The table is read-only$/)]);
  await people.contacts.delete(gone.id);
  control.isFailing = false;
  // Another process does not know what the first one has removed.
  await createMirror(intercom, { target, state, streams: ["contacts"] }).sync();
  expect([...inner.records("contacts").keys()]).toEqual([kept.id]);
});

test("companies that could not be written are tried again by each sync, also before their list is read again", async () => {
  const { control, inner, target } = failingTarget();
  const { people, mirror, requests } = mirrorSetup({ streams: ["companies"], target });
  const { id } = await people.companies.createOrUpdate({ company_id: "a" });
  for (let count = 0; count < 2; count += 1) {
    const { streams, notices } = await mirror.sync();
    expect(streams.companies).toMatchObject({ written: 0, failed: 1 });
    expect(notices).toEqual([`companies: ${id} failed: The table is read-only`]);
  }
  control.isFailing = false;
  requests.length = 0;
  const { outcome, streams } = await mirror.sync();
  expect(outcome).toBe("complete");
  expect(streams.companies).toMatchObject({ written: 1, failed: 0 });
  expect([...inner.records("companies").keys()]).toEqual([id]);
  expect(requests).toEqual([`GET /companies/${id}`]);
});

test("an object that the target refuses is named, and keeps no other one of its page from the copy", async () => {
  const inner = memoryTarget();
  const refused = new Set<string>();
  const put: typeof inner.put = async (stream, records) => {
    if (records.some(({ id }) => refused.has(id))) throw new ConfigError("The row is refused");
    await inner.put(stream, records);
  };
  const { people, mirror, requests } = mirrorSetup({
    streams: ["contacts"],
    target: { ...inner, put },
  });
  const ids: string[] = [];
  for (const external_id of ["1", "2", "3"]) {
    ids.push((await people.contacts.create({ external_id })).id);
  }
  const [first, second = "", third] = ids;
  refused.add(second);
  expect((await mirror.sync()).streams.contacts).toMatchObject({ written: 0, failed: 3 });
  for (const written of [2, 0]) {
    requests.length = 0;
    const { streams, notices } = await mirror.sync();
    expect(streams.contacts).toMatchObject({ written, failed: 1 });
    expect(notices).toEqual([`contacts: ${second} failed: The row is refused`]);
    expect([...inner.records("contacts").keys()].sort()).toEqual([first, third].sort());
  }
  expect(requests.filter((request) => request.startsWith("GET"))).toEqual([
    `GET /contacts/${second}`,
  ]);
  refused.clear();
  expect((await mirror.sync()).streams.contacts).toMatchObject({ written: 1, failed: 0 });
});

test("a client of another workspace is refused, whatever the streams and the calls before", async () => {
  const [sandbox, other] = [createSandbox(), createSandbox()];
  const open = (token: string, { fetch }: typeof sandbox, target = memoryTarget()) => {
    const intercom = createIntercom({ token, fetch });
    const state = memoryState();
    return { intercom, state, target };
  };
  for (const [stream, first] of [
    ["companies", "sync"],
    ["contacts", "compare"],
  ] as const) {
    const { intercom, state, target } = open("one", sandbox);
    const { id } = await intercom.contacts.create({ external_id: stream });
    const company = await intercom.companies.createOrUpdate({ company_id: stream });
    await intercom.contacts.companies.attach(id, { id: company.id });
    const streams = [stream] as const;
    await createMirror(intercom, { target, state, streams })[first]();
    const { size } = target.records(stream);
    expect(size).toBeGreaterThan(0);
    const wrong = createMirror(open("two", other).intercom, { target, state, streams });
    for (const call of ["sync", "compare", "verify"] as const) {
      await expect(wrong[call]()).rejects.toThrow(/another workspace/);
    }
    expect(target.records(stream).size).toBe(size);
    expect(other.requests.list()).toEqual([]);
  }
});

test("a signal of the process during a replay stops the synchronisation", async () => {
  const { sandbox, mirror, world, requests } = mirrorSetup({ streams: ["conversations"] });
  const { id: contact } = sandbox.seed.contact({ external_id: "1" });
  const { id } = sandbox.seed.conversation({ contact_ids: [contact] });
  world.intercept = (request, send) =>
    request.url.endsWith(`/conversations/${id}`) ? Response.json({}, { status: 400 }) : send();
  expect((await mirror.sync()).streams.conversations).toMatchObject({ failed: 1 });
  requests.length = 0;
  world.intercept = (_, send) => {
    process.emit("SIGTERM");
    return send();
  };
  expect(await mirror.sync()).toMatchObject({ outcome: "stopped" });
  expect(requests).toEqual([`GET /conversations/${id}`]);
  world.intercept = undefined;
  expect(await mirror.sync()).toMatchObject({ outcome: "complete" });
  expect(process.listenerCount("SIGTERM")).toBe(0);
});

test("companies are read after the time of day was set back", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const { people, mirror, target } = mirrorSetup({ streams: ["companies"] });
  const now = Date.now();
  vi.setSystemTime(now + 30 * 86_400_000);
  await mirror.sync();
  vi.setSystemTime(now);
  await people.companies.createOrUpdate({ company_id: "a" });
  await mirror.sync();
  expect(target.records("companies").size).toBe(1);
});

test("wrong options of calls are refused before anything is sent", async () => {
  const { mirror, requests } = mirrorSetup();
  const options = [
    ...[null, { state: "other.db" }, { dryRun: true }, { signal: 1 }, { budgetMs: 0 }],
    ...[{ stopOnSignals: 1 }, { leaseMs: "1" }, { maxFailuresInARow: 0 }],
  ];
  for (const given of options) {
    await expect(mirror.sync(given as never)).rejects.toThrow(ConfigError);
    await expect(mirror.sync(given as never)).rejects.toThrow(/^sync/);
  }
  await expect(mirror.verify({ deep: 1 } as never)).rejects.toThrow('"deep"');
  for (const event of [undefined, null, 5, "contact.created"]) {
    await expect(mirror.hint(event as never)).rejects.toThrow("hint takes a notification");
  }
  expect(requests).toEqual([]);
});

test("a contact that is restored while its absence is read stays in the copy", async () => {
  const { people, mirror, target, world } = mirrorSetup({ streams: ["contacts"] });
  const { id } = await people.contacts.create({ external_id: "1" });
  await mirror.sync();
  const { updatedAt = 0, data = {} } = target.records("contacts").get(id) ?? {};
  let isArchived = true;
  world.intercept = async (_, send) => {
    if (!isArchived) return send();
    isArchived = false;
    // Another process writes the restored contact before the response arrives.
    await target.put("contacts", [{ id, updatedAt, readAt: Date.now() + 1, data }]);
    return Response.json({ type: "error.list", errors: [{ code: "not_found" }] }, { status: 404 });
  };
  await mirror.hint({ topic: "contact.archived", data: { item: { id } } });
  expect(target.records("contacts").has(id)).toBe(true);
});

test("an object that was read by a clock that was ahead is verified and corrected", async () => {
  const { people, mirror, target } = mirrorSetup({ streams: ["contacts"] });
  const { id } = await people.contacts.create({ external_id: "1", name: "Ada" });
  await mirror.sync();
  const { updatedAt = 0, data = {} } = target.records("contacts").get(id) ?? {};
  const readAt = Date.now() + 30 * 86_400_000;
  await target.put("contacts", [{ id, updatedAt, readAt, data: { ...data, name: "Eve" } }]);
  expect(await mirror.verify()).toEqual([
    { stream: "contacts", id, kind: "differs", fields: ["name"] },
  ]);
  await mirror.compare();
  expect(target.records("contacts").get(id)?.data["name"]).toBe("Ada");
});

test("many conversations that are gone during a deep verification are no outage", async () => {
  const { sandbox, mirror, world } = mirrorSetup({ streams: ["conversations"] });
  const contact = sandbox.seed.contact({ external_id: "1" });
  for (let count = 0; count < 30; count += 1) {
    sandbox.seed.conversation({ contact_ids: [contact.id] });
  }
  await mirror.sync();
  world.intercept = (request, send) =>
    /conversations\/\d+$/.test(request.url) ? Response.json({}, { status: 404 }) : send();
  const differences = await mirror.verify({ deep: true });
  expect(differences.map(({ kind }) => kind)).toEqual(Array.from({ length: 30 }, () => "extra"));
});

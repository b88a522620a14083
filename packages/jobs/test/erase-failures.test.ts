import { ApiError, ConfigError } from "@interkit/client";
import { createIntercom as create216 } from "@interkit/client/2.16";
import { createIntercom } from "@interkit/client/2.17";
import { erase } from "@interkit/jobs/erase";
import { createSandbox } from "@interkit/sandbox";
import { expect, test } from "vitest";

const email = "ada@example.com";
/** The contacts of these tests share no email. */
const skip = { skip_duplicate_validation: true };

function start() {
  const sandbox = createSandbox();
  return { sandbox, intercom: createIntercom({ token: "any", fetch: sandbox.fetch }) };
}

test.each([
  [{}, "The person to erase needs an id, an external_id or an email"],
  [{ id: undefined }, "The person to erase needs an id, an external_id or an email"],
  [{ email: "" }, 'The person to erase: "email" must be a text that is not empty'],
  [{ id: "1", external_id: 42 }, 'The person to erase: "external_id" must be a text'],
  [{ mail: email }, 'The person to erase has no "mail"; it has id, external_id, email'],
  [email, "The person to erase takes an object with id, external_id, email"],
])("refuses the person %j before anything is sent", async (person, message) => {
  const { sandbox, intercom } = start();
  const erasure = erase(intercom, person as object);
  await expect(erasure).rejects.toThrow(ConfigError);
  await expect(erasure).rejects.toThrow(message);
  expect(sandbox.requests.list()).toEqual([]);
});

test.each([
  [{ dryrun: true }, 'erase has no "dryrun"; it has dryRun, signal'],
  [{ dryRun: "no" }, 'erase: "dryRun" must be true or false'],
  [{ signal: 5 }, 'erase: "signal" must be an AbortSignal'],
])("refuses the options %j before anything is sent", async (options, message) => {
  const { sandbox, intercom } = start();
  const erasure = erase(intercom, { email }, options as object);
  await expect(erasure).rejects.toThrow(new ConfigError(message));
  expect(sandbox.requests.list()).toEqual([]);
});

test("a contact that is deleted by others during the erasure is gone", async () => {
  const { sandbox, intercom } = start();
  const { id } = sandbox.seed.contact({ email });
  const route = "DELETE /contacts/{contact_id}";
  sandbox.faults.add({ route, times: 1, fault: { kind: "html", status: 404 } });
  const { contacts } = await erase(intercom, { email });
  expect(contacts).toEqual([{ id, role: "user", foundBy: "email", state: "gone" }]);
});

test("a contact that is merged by others during the erasure is followed", async () => {
  const { sandbox, intercom } = start();
  const lead = sandbox.seed.contact({ role: "lead", email });
  const user = sandbox.seed.contact({ email: "other@example.com" });
  const contacts = Object.create(intercom.contacts, {
    delete: {
      value: async (id: string) => {
        if (id === lead.id)
          await intercom.contacts.merge({ from: lead.id, into: user.id, ...skip });
        return intercom.contacts.delete(id);
      },
    },
  }) as typeof intercom.contacts;
  expect((await erase({ contacts }, { email })).contacts).toEqual([
    { id: lead.id, role: "lead", foundBy: "email", state: "merged", mergedInto: user.id },
    { id: user.id, role: "user", foundBy: "merge", state: "pending" },
  ]);
});

test("a merged contact is followed from its external id, without a list of inactive ones", async () => {
  const { sandbox } = start();
  const intercom = create216({ token: "any", fetch: sandbox.fetch });
  const lead = sandbox.seed.contact({ role: "lead", external_id: "lead-7" });
  const user = sandbox.seed.contact({ email });
  await intercom.contacts.merge({ from: lead.id, into: user.id, ...skip });
  expect((await erase(intercom, { external_id: "lead-7" })).contacts).toEqual([
    { id: user.id, role: "user", foundBy: "merge", state: "pending" },
  ]);
});

test("a merged contact is found by its email among the inactive ones", async () => {
  const { sandbox, intercom } = start();
  const lead = sandbox.seed.contact({ role: "lead", email });
  const user = sandbox.seed.contact({ email: "other@example.com", external_id: "42" });
  await intercom.contacts.merge({ from: lead.id, into: user.id, ...skip });
  const { contacts } = await erase(intercom, { email }, { dryRun: true });
  expect(contacts).toEqual([
    { id: lead.id, foundBy: "email", state: "merged", mergedInto: user.id },
    { id: user.id, role: "user", foundBy: "merge", state: "found" },
  ]);
});

test("an email with characters of HTML is found among archived contacts", async () => {
  const { sandbox, intercom } = start();
  const odd = "o'neil&co@example.com";
  const { id } = sandbox.seed.contact({ email: odd, archived: true });
  const { contacts } = await erase(intercom, { email: odd });
  expect(contacts).toMatchObject([{ id, state: "pending" }]);
});

test("a contact whose deletion is pending is not deleted again", async () => {
  const { sandbox, intercom } = start();
  const inactive = [
    { id: "a1", email, external_id: null, status: "pending_deletion" },
    { id: "b2", email: null, external_id: null, status: "permanently_deleted" },
  ];
  const contacts = Object.create(intercom.contacts, {
    deleted: {
      value: {
        list: async function* () {
          yield* inactive;
        },
      },
    },
  }) as typeof intercom.contacts;
  for (const dryRun of [false, true]) {
    const report = await erase({ contacts }, { id: "b2", email }, { dryRun });
    expect(report.contacts).toEqual([
      { id: "b2", foundBy: "id", state: "gone" },
      { id: "a1", foundBy: "email", state: "pending" },
    ]);
  }
  expect(sandbox.requests.list({ operation: "contacts.delete" })).toEqual([]);
});

test("an id that no contact has is gone, for a dry run too", async () => {
  const { intercom } = start();
  for (const dryRun of [true, false]) {
    const { contacts } = await erase(intercom, { id: "0123456789abcdef" }, { dryRun });
    expect(contacts).toEqual([{ id: "0123456789abcdef", foundBy: "id", state: "gone" }]);
  }
});

test("an error that stays is thrown after the other contacts are deleted", async () => {
  const { sandbox, intercom } = start();
  for (let count = 0; count < 3; count += 1) sandbox.seed.contact({ role: "lead", email });
  const route = "DELETE /contacts/{contact_id}";
  sandbox.faults.add({ route, skip: 1, times: 1, fault: { status: 403 } });
  await expect(erase(intercom, { email })).rejects.toThrow(ApiError);
  const deletions = () =>
    sandbox.requests.list({ operation: "contacts.delete" }).filter(({ status }) => status === 200);
  expect(deletions()).toHaveLength(2);
  const { contacts } = await erase(intercom, { email });
  expect(contacts.map(({ state }) => state)).toEqual(["pending", "pending", "pending"]);
  expect(deletions()).toHaveLength(3);
});

test("a token that ends stops an erasure at once", async () => {
  const { sandbox, intercom } = start();
  for (let count = 0; count < 3; count += 1) sandbox.seed.contact({ role: "lead", email });
  const route = "DELETE /contacts/{contact_id}";
  sandbox.faults.add({ route, fault: { status: 401 } });
  await expect(erase(intercom, { email })).rejects.toMatchObject({ status: 401 });
  expect(sandbox.requests.list({ operation: "contacts.delete" })).toHaveLength(1);
});

test("an aborted erasure rejects with the reason, and sends nothing more", async () => {
  const { sandbox, intercom } = start();
  sandbox.seed.contact({ email });
  const reason = new Error("stop");
  const aborted = erase(intercom, { email }, { signal: AbortSignal.abort(reason) });
  await expect(aborted).rejects.toBe(reason);
  expect(sandbox.requests.list()).toEqual([]);
  const controller = new AbortController();
  const erasure = erase(intercom, { email }, { signal: controller.signal });
  controller.abort(reason);
  await expect(erasure).rejects.toThrow();
  expect(sandbox.requests.list({ operation: "contacts.delete" })).toEqual([]);
});

test("the report has no personal data", async () => {
  const { sandbox, intercom } = start();
  sandbox.seed.contact({ email, external_id: "user-4711", name: "Ada Lovelace" });
  const text = JSON.stringify(await erase(intercom, { email, external_id: "user-4711" }));
  for (const value of [email, "4711", "Ada"]) expect(text).not.toContain(value);
});

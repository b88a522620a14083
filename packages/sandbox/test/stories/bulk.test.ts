import { describe, expect, test } from "vitest";
import { firstError, type Json, start, workspace } from "../support/workspace.ts";

const email = "ada@example.com";

describe("bulk jobs", () => {
  test("a new job is running, and is completed after two reads", async () => {
    const { send, advance } = await workspace("Preview");
    const made = await send("POST", "/contacts/bulk", { contacts: [{ email }, { role: "lead" }] });
    expect(made.status).toBe(202);
    expect(made.body).toMatchObject({
      type: "contacts.bulk.job",
      state: "running",
      completed_at: null,
      tasks: [{ item_count: 2, state: "pending", started_at: null }],
    });
    const readJob = async () => (await send("GET", new URL(made.body.url).pathname)).body;
    expect(await readJob()).toMatchObject({
      state: "running",
      tasks: [{ state: "running", started_at: start, completed_at: null }],
    });
    advance(5);
    const done = { state: "completed", completed_at: start + 5 };
    expect(await readJob()).toMatchObject({ id: made.body.id, ...done, tasks: [done] });
    advance(60);
    expect(await readJob()).toMatchObject(done);
    expect((await send("GET", "/contacts")).body.total_count).toBe(2);
  });

  test("a failed item does not affect the others, and is in the state of the job", async () => {
    const { send, advance } = await workspace("Preview");
    await send("POST", "/contacts", { email });
    const contacts = [{ email }, { email: "grace@example.com" }];
    const { body } = await send("POST", "/contacts/bulk", { contacts });
    advance(60);
    const done = await send("GET", `/contacts/bulk/${body.id}`);
    expect(done.body).toMatchObject({ state: "completed_with_errors", completed_at: start + 60 });
    expect((await send("GET", "/contacts")).body.total_count).toBe(2);
  });

  test("an open job accepts more tasks, a completed job does not", async () => {
    const { send } = await workspace("Preview");
    const job = (await send("POST", "/contacts/bulk", { contacts: [{ email }] })).body;
    const more = { contacts: [{ role: "lead" }], job: { id: job.id } };
    expect((await send("POST", "/contacts/bulk", more)).body.tasks).toHaveLength(2);
    for (let i = 0; i < 2; i++) await send("GET", `/contacts/bulk/${job.id}`);
    const closed = await send("POST", "/contacts/bulk", more);
    expect(firstError(closed)).toEqual({ status: 403, code: "forbidden" });
    const unknown = await send("POST", "/contacts/bulk", { ...more, job: { id: "job_404" } });
    expect(firstError(unknown)).toEqual({ status: 404, code: "job_not_found" });
    expect(firstError(await send("GET", `/companies/bulk/${job.id}`)).status).toBe(404);
  });

  test("contacts are updated, tagged, attached and deleted", async () => {
    const { send, sandbox } = await workspace("Preview");
    const { id } = sandbox.seed.contact({ email });
    const tag = sandbox.seed.tag().id;
    sandbox.seed.company({ company_id: "old", name: "Old" });
    const item = {
      id,
      name: "Ada",
      companies: [{ company_id: "new", name: "New" }, { company_id: "old" }],
      tags: { add: [{ id: tag }, { id: "404" }] },
    };
    await send("PUT", "/contacts/bulk", { contacts: [item] });
    const changed = (await send("GET", `/contacts/${id}`)).body;
    expect(changed).toMatchObject({ name: "Ada", tags: { total_count: 1 } });
    expect(changed.companies.total_count).toBe(2);
    const less = {
      id,
      companies: [{ company_id: "old", remove: true }],
      tags: { remove: [{ id: tag }] },
    };
    await send("PUT", "/contacts/bulk", { contacts: [less] });
    const after = (await send("GET", `/contacts/${id}`)).body;
    expect([after.companies.total_count, after.tags.total_count]).toEqual([1, 0]);
    await send("POST", "/contacts/bulk/delete", { contacts: [{ id }] });
    expect((await send("GET", `/contacts/${id}`)).status).toBe(404);
  });

  test("companies are created or updated, updated by id, and deleted", async () => {
    const { send } = await workspace("Preview");
    const companies = [{ company_id: "1", name: "One" }, { company_id: "2" }];
    await send("POST", "/companies/bulk", { companies });
    await send("POST", "/companies/bulk", { companies: [{ company_id: "1", size: 3 }] });
    const { data } = (await send("GET", "/companies/scroll")).body;
    const one = data.find((company: Json) => company.company_id === "1");
    expect(one).toMatchObject({ name: "One", size: 3 });
    await send("PUT", "/companies/bulk", { companies: [{ id: one.id, name: "Uno" }] });
    expect((await send("GET", `/companies/${one.id}`)).body.name).toBe("Uno");
    const job = (await send("POST", "/companies/bulk/delete", { companies: [{ id: one.id }] }))
      .body;
    expect((await send("GET", `/companies/bulk/${job.id}`)).body.state).toBe("running");
    expect((await send("GET", `/companies/${one.id}`)).status).toBe(404);
  });

  test.each([
    ["POST", "/contacts/bulk", {}, "field_not_found"],
    ["POST", "/contacts/bulk", { contacts: "all" }, "type_mismatch"],
    ["POST", "/companies/bulk", { companies: ["one"] }, "type_mismatch"],
    ["PUT", "/companies/bulk", { companies: [{ name: "One" }] }, "field_not_found"],
    ["POST", "/contacts/bulk/delete", { contacts: [{}] }, "field_not_found"],
    [
      "POST",
      "/contacts/bulk",
      { contacts: Array(101).fill({ role: "lead" }) },
      "parameter_invalid",
    ],
  ])("%s %s refuses what it cannot take: %#", async (method, path, body, code) => {
    const { send } = await workspace("Preview");
    expect(firstError(await send(method, path, body))).toEqual({ status: 422, code });
  });
});

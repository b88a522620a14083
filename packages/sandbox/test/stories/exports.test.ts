import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { firstError, start, workspace } from "../support/workspace.ts";

const period = { created_at_after: start - 60, created_at_before: start + 60 };

async function bytes(url: string, path: string): Promise<Buffer> {
  const response = await fetch(url + path, {
    headers: { Authorization: "Bearer secret", Accept: "application/octet-stream" },
  });
  expect(response.headers.get("Content-Type")).toBe("application/octet-stream");
  return gunzipSync(Buffer.from(await response.arrayBuffer()));
}

test("an export runs through its states to a gzipped CSV file", async () => {
  const { send, sandbox, url, pass } = await workspace();
  const contact = sandbox.seed.contact({ email: "ada@example.com", name: "Ada, Countess" });
  sandbox.seed.receipt({ contact_id: contact.id });
  const job = (await send("POST", "/export/content/data", period)).body;
  expect(job).toMatchObject({ status: "pending", download_url: "" });
  expect(firstError(await send("POST", "/export/content/data", period))).toEqual({
    status: 429,
    code: "rate_limit_exceeded",
  });
  const path = `/export/content/data/${job.job_identifier}`;
  expect((await send("GET", path)).body.status).toBe("in_progress");
  const done = (await send("GET", path)).body;
  expect(done.status).toBe("completed");
  expect(Number(done.download_expires_at)).toBe(start + 2 * 86_400);
  const csv = (await bytes(url, new URL(done.download_url).pathname)).toString();
  expect(csv.split("\r\n")[1]).toContain(`${contact.id},,ada@example.com,"Ada, Countess",1,email`);
  pass(2 * 86_400 + 1);
  expect((await send("GET", new URL(done.download_url).pathname)).status).toBe(404);
});

test("an export goes on with the clock, can be cancelled, and may have no data", async () => {
  const { send, pass } = await workspace();
  const first = (await send("POST", "/export/content/data", period)).body;
  const canceled = await send("POST", `/export/cancel/${first.job_identifier}`);
  expect(canceled.body.status).toBe("canceled");
  const second = (await send("POST", "/export/content/data", period)).body;
  pass(60);
  const { body } = await send("GET", `/export/content/data/${second.job_identifier}`);
  expect(body.status).toBe("no_data");
});

test("a reporting export becomes an archive; five may wait", async () => {
  const { send, sandbox, url, pass } = await workspace();
  sandbox.seed.call({ conversation_id: "900" });
  const { data } = (await send("GET", "/export/reporting_data/get_datasets")).body;
  const attribute_ids = data[0].attributes.map((one: { qualified_id: string }) => one.qualified_id);
  const input = {
    dataset_id: data[0].id,
    attribute_ids,
    start_time: start - 3600,
    end_time: start,
  };
  const wrong = { ...input, attribute_ids: ["nothing"] };
  expect(firstError(await send("POST", "/export/reporting_data/enqueue", wrong))).toEqual({
    status: 400,
    code: "bad_request",
  });
  const job = (await send("POST", "/export/reporting_data/enqueue", input)).body;
  for (let i = 0; i < 4; i++) await send("POST", "/export/reporting_data/enqueue", input);
  expect((await send("POST", "/export/reporting_data/enqueue", input)).status).toBe(429);
  pass(60);
  const path = `/export/reporting_data/${job.job_identifier}?app_id=a&client_id=b`;
  expect((await send("GET", path)).body.status).toBe("complete");
  const archive = await bytes(url, `/download/reporting_data/${job.job_identifier}?app_id=a`);
  expect(archive.subarray(0, 8).toString()).toBe("call.csv");
  expect(archive.subarray(257, 262).toString()).toBe("ustar");
  expect(archive.subarray(512).toString()).toContain("completed,inbound,90,900,1");
});

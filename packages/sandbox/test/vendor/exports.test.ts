import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { start } from "../support/workspace.ts";
import { testThatAllWasCalled, type VendorWorkspace, vendorWorkspace } from "./support.ts";

const span = { created_at_after: start - 3600, created_at_before: start + 3600 };

/** The client's type in Unstable has a misprint in its place: `job_identfier`. */
type Job = { readonly job_identifier?: string };

function withReceipt(made: VendorWorkspace): void {
  const { seed } = made.sandbox;
  seed.receipt({ contact_id: seed.contact({ name: "Ada" }).id, content_title: "Welcome" });
}

describe("the vendor's export of messages", () => {
  test("is created, read and cancelled", async () => {
    const { client, sent } = await vendorWorkspace();
    const { job_identifier = "" } = await client.dataExport.create(span);
    // One export at a time; the client would poll again by default.
    const second = client.dataExport.create(span);
    await expect(second).rejects.toMatchObject({ statusCode: 429 });
    expect(sent).toHaveLength(2);
    const found = await client.dataExport.find({ job_identifier });
    expect(found).toMatchObject({ job_identifier, status: "in_progress" });
    const canceled = await client.dataExport.cancel({ job_identifier });
    expect(canceled).toMatchObject({ status: "canceled" });
  });

  test("ends with a file, which the client's download does not return", async () => {
    const made = await vendorWorkspace();
    withReceipt(made);
    const { job_identifier = "" } = await made.client.dataExport.create(span);
    await made.client.dataExport.find({ job_identifier });
    const done = await made.client.dataExport.find({ job_identifier });
    expect(done).toMatchObject({ status: "completed" });
    // It reads the bytes as text, and then drops them.
    expect(await made.client.dataExport.download({ job_identifier })).toBeUndefined();
    // The address in the answer is all that one needs.
    const headers = { Authorization: "Bearer secret", Accept: "application/octet-stream" };
    const file = await fetch(done.download_url ?? "", { headers });
    const rows = gunzipSync(await file.arrayBuffer()).toString();
    expect(rows).toContain("Welcome");
  });

  test("in Unstable does the same under longer names", async () => {
    const made = await vendorWorkspace();
    const { unstable } = made;
    withReceipt(made);
    const { job_identifier = "" } = (await unstable.dataExport.createDataExport(span)) as Job;
    await unstable.dataExport.getDataExport({ job_identifier });
    expect(await unstable.dataExport.getDataExport({ job_identifier })).toMatchObject({
      status: "completed",
    });
    const file = await unstable.dataExport.downloadDataExport({ job_identifier });
    expect(file).toBeUndefined();
    const other = (await unstable.dataExport.createDataExport(span)) as Job;
    const canceled = await unstable.dataExport.cancelDataExport({
      job_identifier: other.job_identifier ?? "",
    });
    expect(canceled).toMatchObject({ status: "canceled" });
  });
});

describe("the vendor's export of reports", () => {
  const times = { start_time: start - 3600, end_time: start + 3600 };

  test("is created with attributes of a dataset, read and downloaded", async () => {
    const { client, sandbox } = await vendorWorkspace();
    sandbox.seed.call();
    const { data } = await client.export.listAvailableDatasetsAndAttributes();
    const dataset = data?.find(({ id }) => id === "call");
    expect(dataset).toMatchObject({ name: "Call" });
    const attribute_ids = (dataset?.attributes ?? []).map((one) => one.id ?? "");
    const job = await client.export.enqueueANewReportingDataExportJob({
      dataset_id: "call",
      attribute_ids,
      ...times,
    });
    const of = { job_identifier: job.job_identifier ?? "", app_id: "app" };
    const parameters = { ...of, client_id: "client" };
    const states: (string | undefined)[] = [job.status];
    for (let i = 0; i < 3; i++) {
      states.push((await client.dataExport.exportReportingData(parameters)).status);
    }
    expect([states[0], states.at(-1)]).toEqual(["pending", "complete"]);
    expect(await client.dataExport.downloadReportingDataExport(of)).toBeUndefined();
  });

  test("in Unstable can be created, and only read with the other client", async () => {
    const { unstable, client } = await vendorWorkspace();
    const { data } = await unstable.export.listAvailableDatasetsAndAttributes();
    expect(data?.map(({ id }) => id)).toContain("call");
    const job = await unstable.export.enqueueANewReportingDataExportJob({
      dataset_id: "call",
      attribute_ids: ["call.call_id"],
      ...times,
    });
    expect("getReportingDataExport" in unstable.export).toBe(false);
    const job_identifier = job.job_identifier ?? "";
    const parameters = { job_identifier, app_id: "app", client_id: "client" };
    expect(await client.dataExport.exportReportingData(parameters)).toMatchObject({
      job_identifier,
    });
  });
});

testThatAllWasCalled("exports");

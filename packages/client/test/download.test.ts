import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { ApiError, ResponseError } from "@interkit/client";
import { createIntercom } from "@interkit/client/2.16";
import { createSandbox } from "@interkit/sandbox";
import { describe, expect, onTestFinished, test } from "vitest";

/** Creates a data export in a sandbox and waits until it is completed. */
async function createExport() {
  const sandbox = createSandbox();
  const intercom = createIntercom({ token: "token", fetch: sandbox.fetch });
  const { id } = await intercom.contacts.create({ email: "ada@example.com" });
  sandbox.seed.receipt({ contact_id: id, content_title: "Welcome" });
  const now = Math.floor(Date.now() / 1000);
  const period = { created_at_after: now - 60, created_at_before: now + 60 };
  const { job_identifier = "" } = await intercom.dataExports.create(period);
  for (let status: unknown; status !== "completed"; ) {
    status = (await intercom.dataExports.get(job_identifier)).status;
  }
  // In an object, since an async function would await a returned promise.
  return { download: () => intercom.dataExports.download(job_identifier) };
}

async function createFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "interkit-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Creates a client of a server that closes the connection in the middle of a file. */
async function createBrokenClient() {
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "application/octet-stream" });
    response.write(Buffer.alloc(100_000));
    setTimeout(() => response.destroy(), 20);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return createIntercom({ token: "token", baseUrl: `http://127.0.0.1:${port}` });
}

describe("a download", () => {
  test("returns the bytes of the file", async () => {
    const { download } = await createExport();
    expect(gunzipSync(await download().bytes()).toString()).toContain("Welcome");
  });

  test("is a promise of a stream, which stream() returns too", async () => {
    const { download } = await createExport();
    const bytes = await new Response(await download()).arrayBuffer();
    expect(gunzipSync(bytes).toString()).toContain("receipt_id");
    const { done } = await (await download().stream()).getReader().read();
    expect(done).toBe(false);
  });

  test("is saved to a path when it is whole", async () => {
    const { download } = await createExport();
    const into = await createFolder();
    const file = path.join(into, "export.csv.gz");
    const size = await download().saveTo(file);
    const bytes = await readFile(file);
    expect(bytes.byteLength).toBe(size);
    expect(gunzipSync(bytes).toString()).toContain("Welcome");
    expect(await readdir(into)).toEqual(["export.csv.gz"]);
  });

  test("of a recording follows the redirect to another host", async () => {
    const sandbox = createSandbox();
    const { id } = sandbox.seed.call({ phone: "+441632960123" });
    const server = await sandbox.listen();
    onTestFinished(() => server.close());
    for (const options of [{ baseUrl: server.url }, { fetch: sandbox.fetch }]) {
      const intercom = createIntercom({ token: "token", ...options });
      expect(await intercom.calls.recording.get(id).bytes()).toHaveLength(15_846);
    }
  });

  test("that is cut off is an error, and leaves no incomplete file", async () => {
    const into = await createFolder();
    const intercom = await createBrokenClient();
    const saving = intercom.dataExports.download("1").saveTo(path.join(into, "export.csv.gz"));
    await expect(saving).rejects.toMatchObject({ name: "ResponseError", problem: "cut-off" });
    await expect(intercom.dataExports.download("1").bytes()).rejects.toBeInstanceOf(ResponseError);
    expect(await readdir(into)).toEqual([]);
  });

  test("that cannot be written rejects with the error of the file system", async () => {
    const { download } = await createExport();
    const file = path.join(await createFolder(), "missing", "export.csv.gz");
    await expect(download().saveTo(file)).rejects.toMatchObject({ code: "ENOENT" });
  });

  test("of a missing export is an ApiError", async () => {
    const intercom = createIntercom({ token: "token", fetch: createSandbox().fetch });
    await expect(intercom.dataExports.download("none").bytes()).rejects.toBeInstanceOf(ApiError);
  });
});

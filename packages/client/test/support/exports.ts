import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createIntercom } from "@interkit/client/2.16";
import {
  type ContentExportOptions,
  contentExport,
  type Export,
} from "@interkit/client/helpers/content-export";
import { createSandbox, type SandboxOptions } from "@interkit/sandbox";
import { onTestFinished, vi } from "vitest";
import { passTime } from "./pass-time.ts";

const day = 86_400;
/** When a test begins, in Unix seconds. */
export const now: number = Date.parse("2026-02-01T12:00:00Z") / 1000;
export const period = { created_at_after: now - day, created_at_before: now + day };

/** A sandbox on the clock of the test, with a message that a contact received, and a client of it. */
export function startSandbox(options: SandboxOptions = {}) {
  const sandbox = createSandbox({ clock: () => Date.now(), ...options });
  const intercom = createIntercom({ token: "any", fetch: sandbox.fetch });
  const { id } = sandbox.seed.contact({ email: "ada@example.com", name: 'Ada "A",\nLovelace' });
  sandbox.seed.receipt({ contact_id: id, content_title: "Welcome" });
  const sent = (operation: `dataExports.${"create" | "get" | "cancel" | "download"}`) =>
    sandbox.requests.list({ operation }).length;
  return { sandbox, intercom, id, sent };
}

/** Fakes the clock. The first requests read files, which a faked clock cannot await. */
export async function fakeClock(): Promise<void> {
  const { intercom } = startSandbox();
  const sent = { created_at_after: 0, created_at_before: 9e9 };
  const { job_identifier } = await intercom.dataExports.create(sent);
  for (let reads = 0; reads < 3; reads++) await intercom.dataExports.get(job_identifier);
  await intercom.dataExports.download(job_identifier).bytes();
  await import("csv-parse");
  vi.useFakeTimers({ now: now * 1000 });
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A server with a complete export, which has the given download; `start` resumes it. */
export async function serveExport(download: Uint8Array | Handler, status = "completed") {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    if (request.url?.startsWith("/download/")) {
      response.setHeader("content-type", "application/octet-stream");
      if (typeof download === "function") download(request, response);
      else response.end(download);
    } else {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ job_identifier: "job1", status }));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const intercom = createIntercom({ token: "any", baseUrl, retry: { maxDelayMs: 1 } });
  const start = (options: ContentExportOptions = {}) =>
    contentExport(intercom, period, { resume: "job1", ...options });
  return { requests, start };
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** Waits on the faked clock, and reads all rows, which takes none of its time. */
export async function readRows<Row>(exported: Export<Row>): Promise<Row[]> {
  await passTime(exported.wait());
  return collect(exported.rows());
}

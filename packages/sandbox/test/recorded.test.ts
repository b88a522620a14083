import { execFile } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { createSandbox } from "@interkit/sandbox";
import { describe, expect, test } from "vitest";

const openapi = path.dirname(
  createRequire(import.meta.url).resolve("@interkit/openapi/package.json"),
);

/** Runs `check:recorded` of `@interkit/openapi`. */
function checkRecorded(name: string, content: string, ...options: string[]) {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "recorded-")), name);
  writeFileSync(file, content);
  const program = path.join(openapi, "src/check-recorded.ts");
  const args = ["--import", "tsx", program, file, ...options];
  return new Promise<{ code: number; lines: string[]; errors: string }>((resolve) => {
    const child = execFile(process.execPath, args, { cwd: openapi }, (_, stdout, stderr) => {
      const lines = stdout.split("\n").filter(Boolean);
      resolve({ code: child.exitCode ?? -1, lines, errors: stderr });
    });
  });
}

interface Recorded {
  readonly request: { method: string; url: string; headers: Record<string, string> };
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** Sends requests to a workspace with data, and records the requests and responses. */
async function record(version: string): Promise<Recorded[]> {
  const sandbox = createSandbox({ seed: "acme" });
  const calls: Recorded[] = [];
  const call = async (line: string, body?: object) => {
    const [method = "", target = ""] = line.split(" ");
    const url = `https://api.intercom.io${target}`;
    const headers = {
      Authorization: "Bearer a-secret-token",
      "Intercom-Version": version,
      "Content-Type": "application/json",
    };
    const init = { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) };
    const response = await sandbox.fetch(url, init);
    const text = await response.text();
    const answered = Object.fromEntries(response.headers);
    calls.push({
      request: { method, url, headers },
      status: response.status,
      headers: answered,
      body: text,
    });
    return JSON.parse(text);
  };
  const contact = await call("POST /contacts", { role: "user", email: "secret@example.com" });
  await call(`GET /contacts/${contact.id}`);
  await call("POST /contacts/search", { query: { field: "role", operator: "=", value: "user" } });
  const { conversations } = await call("GET /conversations?per_page=5");
  await call(`GET /conversations/${conversations[0].id}`);
  for (const list of [
    "/companies",
    "/admins",
    "/tags",
    "/teams",
    "/segments",
    "/me",
    "/contacts/0",
  ]) {
    await call(`GET ${list}`);
  }
  return calls;
}

const jsonLines = (calls: readonly Recorded[]) =>
  calls.map((call) => `${JSON.stringify(call)}\n`).join("");

function har(calls: readonly Recorded[]): string {
  const list = (headers: Record<string, string>) =>
    Object.entries(headers).map(([name, value]) => ({ name, value }));
  const entries = calls.map(({ request, status, headers, body }) => ({
    startedDateTime: "2026-05-07T10:00:00.000Z",
    request: { ...request, headers: list(request.headers) },
    response: {
      status,
      headers: list(headers),
      content: { mimeType: "application/json", size: body.length, text: body },
    },
  }));
  return JSON.stringify({ log: { version: "1.2", entries } }, null, 2);
}

describe.each(["2.11", "2.16"])("recorded calls of %s", async (version) => {
  const calls = await record(version);

  test("agree with the description, as JSON lines and as a HAR file", async () => {
    const sum = [`${calls.length} responses checked, 0 with contradictions`];
    expect(await checkRecorded("calls.jsonl", jsonLines(calls))).toMatchObject({
      code: 0,
      lines: sum,
    });
    expect(await checkRecorded("calls.har", har(calls))).toMatchObject({ code: 0, lines: sum });
  });

  test("report seeded mistakes, and print no values", async () => {
    const withMistakes = calls.map((call) => ({
      ...call,
      body: call.body
        .replaceAll('"type":"contact"', '"type":7')
        .replaceAll('"created_at":', '"made_at":')
        .replaceAll('"statistics":{', '"statistics":["x",{}],"was":{'),
    }));
    const { code, lines, errors } = await checkRecorded("calls.har", har(withMistakes), "--facts");
    expect(code).toBe(1);
    expect(errors).toMatch(/^Contact\.type: string, but integer \(\d responses; \d/m);
    expect(errors).toMatch(/^Contact\.created_at: required, but absent \(/m);
    expect(errors).toMatch(/^Conversation(ListItem)?\.statistics: .*, but array \(/m);
    expect(errors).toMatch(/^ {2}Contact\.made_at \(/m);
    const output = [...lines, errors].join("\n");
    expect(output).not.toMatch(/secret|@|https?:|Bearer/);
    expect(lines.join("\n")).toContain("- schema: Contact\n  source: recorded\n");
  });
});

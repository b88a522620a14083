import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../support/folder.ts";
import { serve } from "../support/http.ts";
import { startCli } from "../support/process.ts";

const content = ["sync", "content", "docs", "--source", "https://a.example"];

test
  .skipIf(process.platform === "win32")
  .each([
    [["export", "contacts", "--to", "contacts.csv"]],
    [["mirror", "--to", "copy"]],
    [[...content, "--url", "https://a.example"]],
  ])(
  "Ctrl-C while Intercom does not respond says what %j waits for, and the second one ends it",
  async (args) => {
    let isRequested = () => {};
    const requested = new Promise<void>((resolve) => {
      isRequested = resolve;
    });
    const url = await serve((request, response) => {
      if (request.url !== "/me") return isRequested();
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ type: "admin", id: "1", app: { type: "app", id_code: "w1" } }));
    });
    const cwd = temporaryFolder();
    mkdirSync(path.join(cwd, "docs"));
    writeFileSync(path.join(cwd, "docs/page.md"), "# Page\n");
    const env = { INTERCOM_TOKEN: "test", INTERCOM_BASE_URL: url, XDG_STATE_HOME: cwd };
    const { child, ended } = startCli(args, { cwd, env });
    const noticed = once(child.stderr, "data");
    await requested;
    child.kill("SIGINT");
    await noticed;
    child.kill("SIGINT");
    const { code, stderr } = await ended;
    expect(code).toBe(130);
    expect(stderr).toContain("Waiting for the requests that were sent; Ctrl-C again ends at once.");
  },
);

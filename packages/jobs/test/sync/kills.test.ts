import { writeFileSync } from "node:fs";
import path from "node:path";
import { createIntercom } from "@interkit/client/2.16";
import type { ContentPage } from "@interkit/jobs/sync";
import { createSandbox } from "@interkit/sandbox";
import { expect, onTestFinished, test, vi } from "vitest";
import { shareOf } from "../../../../scripts/soak/share.ts";
import { temporaryPath } from "../support/files.ts";
import { page } from "../support/pages.ts";
import { start } from "../support/process.ts";

const allKills = shareOf(5, 2);

/** Pages of which some come, change and leave with each version. */
function rowsOf(version: number): ContentPage[] {
  return Array.from({ length: 60 }, (_, number) => number + version * 10).map((number) =>
    page(`page-${number}.md`, {
      // Articles have no key: several have the same title.
      title: `Title ${Math.floor(number / 2)}`,
      html: `<p>page ${number} of version ${number % 3 === 0 ? version : 0}</p>`,
    }),
  );
}

test.each(["pages", "articles"] as const)(
  "%s are as declared, each once, after kills at random moments",
  async (kind) => {
    const sandbox = createSandbox({
      rateLimit: { perMinute: 600_000, workspacePerMinute: 600_000 },
    });
    const { url } = await sandbox.listen({ port: 0 });
    onTestFinished(() => sandbox.close());
    const state = temporaryPath();
    const file = path.join(path.dirname(state), "rows.json");
    const begin = (version: number) => {
      writeFileSync(file, JSON.stringify(rowsOf(version)));
      return start("sync-apply.ts", [url, kind, file, state]);
    };
    for (let kills = 0; kills < allKills; kills += 1) {
      sandbox.requests.clear();
      const { child, ended } = begin(kills);
      const sent = () => sandbox.requests.list().filter(({ method }) => method !== "GET").length;
      const most = Math.ceil(Math.random() * 40);
      // It may have ended: a later version has fewer changes, and this process may be late.
      const isEnded = () => child.exitCode !== null;
      await vi.waitUntil(() => sent() >= most || isEnded(), { timeout: 60_000, interval: 1 });
      child.kill("SIGKILL");
      await ended;
    }
    const { printed, ended } = begin(allKills);
    await ended;
    expect(printed.text).toMatch(/^complete: /);
    // The killed process has the lease for a moment.
    expect(printed.errors).toMatch(/^(Waiting up to 1 s for the sync "docs": .*\n)?$/);
    const { aiContent, articles } = createIntercom({ token: "people", fetch: sandbox.fetch });
    const found =
      kind === "pages"
        ? await aiContent.externalPages.list().collect({ limit: 1_000 })
        : await articles.list().collect({ limit: 1_000 });
    const texts = found.map((one) => {
      return `${one.title} ${"html" in one ? one.html : one.body}`.replaceAll(/<[^>]*>/g, "");
    });
    const declared = rowsOf(allKills).map(
      ({ title, html }) => `${title} ${html.replaceAll(/<[^>]*>/g, "")}`,
    );
    expect(texts.sort()).toEqual(declared.sort());
  },
  120_000,
);

import { readFileSync } from "node:fs";
import { nodeFetch } from "@interkit/core/node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tryCase } from "../conformance/case.ts";
import { cases } from "../conformance/cases.ts";
import { type HostileServer, hostileServer } from "../conformance/hostile-server.ts";
import { impossible } from "../conformance/runtimes/impossible.ts";
import { ours } from "../conformance/subject.ts";
import { isTimed } from "../conformance/try-all.ts";

let server: HostileServer;
const ownFetch = nodeFetch({ connections: 64 });
const nativeFetch = globalThis.fetch;
beforeAll(async () => {
  server = await hostileServer();
});
afterAll(async () => {
  await ownFetch.close();
  await server.close();
});

const withReplacedFetch = ours("with a fetch that was replaced");

describe.each([
  ours("with the platform's connections"),
  withReplacedFetch,
  ours("with connections of its own", ownFetch),
])("$name", (maker) => {
  beforeAll(() => {
    if (maker === withReplacedFetch) globalThis.fetch = (...given) => nativeFetch(...given);
  });
  afterAll(() => {
    globalThis.fetch = nativeFetch;
  });

  test.concurrent.each(cases)("$promise", async (one) => {
    const tries = isTimed(one) ? 5 : 1;
    let complaint: string | undefined;
    for (let count = 0; count < tries && (count === 0 || complaint !== undefined); count += 1) {
      ({ complaint } = await tryCase(one, maker, server.url));
    }
    expect(complaint).toBeUndefined();
  });
});

const read = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), "utf8");
const page = read("CONFORMANCE.md");

test("the documents list every promise, and no other", () => {
  const listed = [...page.matchAll(/^\| (.+?) \| (?:yes|no) /gm)].map(([, promise]) => promise);
  expect(listed).toEqual(cases.map(({ promise }) => promise));
});

test("what a runtime makes impossible is a promise that there is", () => {
  const excused = Object.values(impossible).flatMap(Object.keys);
  expect(cases.map(({ promise }) => promise)).toEqual(expect.arrayContaining(excused));
});

test("the documents name the other clients in the versions that are installed", () => {
  const [head = ""] = page.match(/^\| promise .+$/m) ?? [];
  const named = head.split(" | ").slice(4).join(" ").replace(" |", "").split(" ");
  const { dependencies, devDependencies } = JSON.parse(read("package.json"));
  const pinned: Record<string, string> = { ...devDependencies, ...dependencies };
  const peers = ["intercom-client", "openapi-fetch", "stripe", "openai", "@octokit/request"];
  expect(named).toEqual(peers.flatMap((name) => [name, pinned[name]]));
});

test("the documents show no other client in promises of security", () => {
  const promises = cases.filter(({ area }) => area === "security").map(({ promise }) => promise);
  for (const promise of promises) expect(page).toContain(`\n| ${promise} | yes | yes | yes |\n`);
});

test("the documents count each column", () => {
  for (const table of page.split("## ").slice(1, 3)) {
    const rows = [...table.matchAll(/^\| (.+) \|$/gm)].map(([, row = ""]) => row.split(" | "));
    for (const word of ["yes", "no", "n/a"]) {
      const [, ...counts] = rows.find(([first]) => first === `**${word}**`) ?? [];
      const counted = counts.map((_, column) => {
        return rows.filter((row) => row[column + 1]?.split(",")[0] === word).length;
      });
      expect(counts.length).toBeGreaterThan(1);
      expect(counts).toEqual(counted.map(String));
    }
  }
});

import { readFileSync } from "node:fs";
import { nodeFetch } from "@interkit/core/node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tryCase } from "../conformance/case.ts";
import { cases } from "../conformance/cases.ts";
import { type HostileServer, hostileServer } from "../conformance/hostile-server.ts";
import { ours } from "../conformance/subject.ts";

let server: HostileServer;
const fetch = nodeFetch();
beforeAll(async () => {
  server = await hostileServer();
});
afterAll(async () => {
  await fetch.close();
  await server.close();
});

describe.each([ours("with the platform's fetch"), ours("with Node's connections", fetch)])(
  "$name",
  (maker) => {
    test.concurrent.each(cases)("$promise", async (one) => {
      expect((await tryCase(one, maker, server.url)).complaint).toBeUndefined();
    });
  },
);

test("the documents list every promise, and no other", () => {
  const page = readFileSync(new URL("../CONFORMANCE.md", import.meta.url), "utf8");
  const listed = [...page.matchAll(/^\| (.+?) \| (?:yes|no) /gm)].map(([, promise]) => promise);
  expect(listed).toEqual(cases.map(({ promise }) => promise));
});

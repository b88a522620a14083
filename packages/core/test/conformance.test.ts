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

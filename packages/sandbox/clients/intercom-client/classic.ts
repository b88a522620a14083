import { expect, test } from "vitest";
import type { ClientId } from "../catalogue.ts";
import {
  type Installed,
  type Json,
  type ListeningSandbox,
  listenForTest,
  recordCalls,
  testClient,
} from "../test-client.ts";

/** The vendor's client before it was generated: resources with methods that take one object. */
export type Classic = Readonly<Record<string, Json>>;

/** A client of one version in front of a workspace of one API version. */
export interface Bench extends ListeningSandbox {
  readonly client: Classic;
}

/** Starts a sandbox, and the client with its documented option for the URL. */
export type Start = (options?: Parameters<typeof listenForTest>[0]) => Promise<Bench>;

/**
 * Before version 6, the client sends no API version and gets that of the app. Its last
 * release is of 2023, when 2.7 to 2.10 were current.
 */
export function testClassicClient(id: ClientId, walks: readonly ((start: Start) => void)[]): void {
  testClient(id, (installed) => {
    const called = new Set<string>();
    const start: Start = async (options) => {
      const bench = await listenForTest({ defaultVersion: "2.7", ...options });
      const client = make(installed(), bench.url);
      return { ...bench, client: recordCalls(client, called) };
    };
    for (const walk of walks) walk(start);

    test("every method was called", () => {
      const all = methodsOf(make(installed(), "http://127.0.0.1:9"));
      expect(all.length).toBeGreaterThan(90);
      expect(all.filter((method) => !called.has(method))).toEqual([]);
    });
  });
}

function make({ require }: Installed, baseURL: string): Classic {
  const { Client } = require("intercom-client");
  return new Client({ tokenAuth: { token: "secret" } }).useRequestOpts({ baseURL });
}

const resources = [
  ...["admins", "articles", "companies", "contacts", "conversations", "counts", "dataAttributes"],
  ...["dataExport", "events", "helpCenter", "messages", "notes", "segments", "subscriptions"],
  ...["tags", "teams", "visitors", "phoneCallRedirect"],
];

/** The methods of the client's resources, `companies.scroll.each` among them. */
function methodsOf(client: Classic): string[] {
  const of = (place: string, resource: object): string[] => [
    ...Object.getOwnPropertyNames(Object.getPrototypeOf(resource))
      .filter((name) => !["constructor", "eachInternal", "scrollUrl"].includes(name))
      .map((name) => `${place}.${name}`),
    ...Object.entries(resource)
      .filter(([name, part]) => name !== "client" && typeof part === "object" && part !== null)
      .flatMap(([name, part]) => of(`${place}.${name}`, part as object)),
  ];
  return resources.flatMap((name) => of(name, client[name]));
}

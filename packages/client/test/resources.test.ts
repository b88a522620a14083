import { ApiError } from "@interkit/client";
import { bindCompanies } from "@interkit/client/2.7/companies";
import { bindCalls } from "@interkit/client/2.16/calls";
import { bindContacts, createContacts } from "@interkit/client/2.16/contacts";
import { bindDataExports } from "@interkit/client/2.16/dataExports";
import { bindReportingDataExports } from "@interkit/client/2.16/reportingDataExports";
import { ConfigError, createRequester, type FetchInit, type Requester } from "@interkit/core";
import { createClient } from "@interkit/core/2.7";
import { createLeanClient, retries } from "@interkit/core/lean";
import { walk } from "@interkit/pagination";
import { createSandbox } from "@interkit/sandbox";
import { afterAll, expect, test } from "vitest";

const sandbox = createSandbox();
const server = await sandbox.listen({ port: 0 });
afterAll(() => server.close());
const options = { token: "test-token", baseUrl: server.url };

test("the methods of one resource are created with a client of their own", async () => {
  const contacts = createContacts(options);
  const { id } = await contacts.create({ role: "user", email: "ada@example.com" });
  expect(await contacts.get(id)).toMatchObject({ id, email: "ada@example.com" });
  expect(await contacts.list().collect({ limit: 1 })).toMatchObject([{ id }]);
  await expect(contacts.get("5ba682d23d7cf92bef87bfd4")).rejects.toBeInstanceOf(ApiError);
});

test("the methods of one resource are bound to any client, with its version", async () => {
  const calls: unknown[] = [];
  const client = createRequester("2.16", options);
  const requester: Requester = {
    request: (route, init) => {
      calls.push([route, init?.facts]);
      return client.request(route, init);
    },
  };
  const contacts = bindContacts(requester, walk);
  const { id } = await contacts.create({ role: "lead" });
  await contacts.notes.list(id).collect({ limit: 1 });
  expect(calls).toEqual([
    ["POST /contacts", {}],
    [
      "GET /contacts/{contact_id}/notes",
      { pagination: { style: expect.any(String), items: "data" } },
    ],
  ]);
});

test("without walk there are no methods that return lists", async () => {
  const contacts = bindContacts(createRequester("2.16", options));
  expect("list" in contacts).toBe(false);
  expect(Object.keys(contacts.tags)).toEqual(["attach", "detach"]);
  const { id } = await contacts.create({ role: "lead" });
  expect(await contacts.get(id)).toMatchObject({ id });
});

test("the methods of a resource that return files return downloads", async () => {
  const fetch = async () => new Response("a file");
  const client = createRequester("2.16", { ...options, fetch });
  const exportQuery = { app_id: "1", client_id: "1", job_identifier: "1" };
  const downloads = [
    bindCalls(client).recording.get("1"),
    bindDataExports(client).download("1"),
    bindReportingDataExports(client).download("1", exportQuery),
  ];
  for (const download of downloads) {
    expect(new TextDecoder().decode(await download.bytes())).toBe("a file");
  }
});

test("a lean client has the facts of a method, so that it retries a search", async () => {
  const statuses = [503];
  const fetch = (url: string, init: FetchInit) => {
    const status = statuses.shift();
    if (status === undefined) return globalThis.fetch(url, init);
    return Promise.resolve(Response.json({}, { status, headers: { "retry-after": "0" } }));
  };
  const contacts = bindContacts(createLeanClient("2.16", { ...options, fetch }, retries()), walk);
  const query = { field: "email", operator: "=", value: "nobody@example.com" } as const;
  expect(await contacts.search({ query }).collect({ limit: 1 })).toEqual([]);
  expect(statuses).toEqual([]);
});

test("a resource has the methods of its version only", () => {
  const client = createRequester("2.7", options);
  expect("search" in bindCompanies(client, walk)).toBe(false);
});

test.each([
  ["a requester", createRequester("2.7", options)],
  ["a low-level client", createClient(options)],
  ["a lean client", createLeanClient("2.7", options)],
])("the methods of a resource are not bound to %s of another version", (_, client) => {
  const error = (() => {
    try {
      return bindContacts(client);
    } catch (thrown) {
      return thrown;
    }
  })();
  expect(error).toBeInstanceOf(ConfigError);
  expect(String(error)).toContain(
    'The methods of "contacts" are those of version 2.16, and the client has version 2.7.',
  );
});

test.each(["2.7", "2.16", "latest", "unstable"])(
  "every resource of %s has a module with the same methods",
  async (version) => {
    const { createIntercom } = await import(/* @vite-ignore */ `@interkit/client/${version}`);
    const intercom = createIntercom(options);
    for (const [name, methods] of Object.entries(intercom)) {
      const module = await import(/* @vite-ignore */ `@interkit/client/${version}/${name}`);
      const [create, bind] = ["create", "bind"].map((verb) => module[verb + capitalise(name)]);
      expect(listNames(create(options)), name).toEqual(listNames(methods));
      // It has no version, so that it may be bound to all.
      const client = { request: createRequester("2.16", options).request };
      expect(listNames(bind(client, walk)), name).toEqual(listNames(methods));
    }
  },
);

function capitalise(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function listNames(methods: unknown): string[] {
  return Object.values(methods as object).flatMap((member) =>
    typeof member === "function" ? [member.name] : listNames(member),
  );
}

import { gzipSync } from "node:zlib";
import { ConfigError } from "@interkit/client";
import { createIntercom } from "@interkit/client/2.14";
import { createSandbox } from "@interkit/sandbox";
import { IntercomClient } from "intercom-client";
import { describe, expect, onTestFinished, test } from "vitest";
import { rows } from "../../../packages/codemod/src/table/index.ts";
import { both, ended, json } from "./support/both.ts";

// What the page /moving/behaviour/ states of both clients when nothing fails.

const contact = { type: "contact", id: "1", role: "user" };

describe("the version", () => {
  test("intercom-client sends 2.14 by default, under unstable too, and Interkit that of the import", async () => {
    const clients = await both((_, response) => json(response, 200, contact));
    await clients.there.contacts.find({ contact_id: "1" });
    await clients.there.unstable.contacts.showContact({ id: "1" });
    await clients.here.contacts.get("1");
    const versions = clients.received.map(({ headers }) => headers["intercom-version"]);
    expect(versions).toEqual(["2.14", "2.14", "2.14"]);
  });
});

describe("paging", () => {
  test("12 stable methods of intercom-client return a page that can be iterated", () => {
    const stable = rows(7).filter(({ vendor }) => !vendor.startsWith("unstable."));
    expect(stable.filter(({ returns }) => returns === "page")).toHaveLength(12);
  });

  test("intercom-client reads the companies of a contact where the API has none", async () => {
    const sandbox = createSandbox({ seed: "acme" });
    const { url } = await sandbox.listen({ port: 0 });
    onTestFinished(() => sandbox.close());
    const here = createIntercom({ token: "any", baseUrl: url });
    const there = new IntercomClient({ token: "any", environment: url });
    const company = await here.companies.createOrUpdate({ company_id: "c1", name: "C" });
    const { id } = await here.contacts.create({ role: "user", external_id: "u1" });
    await here.contacts.companies.attach(id, { id: company.id });
    const found = [];
    for await (const one of await there.contacts.listAttachedCompanies({ contact_id: id }))
      found.push(one);
    expect(found).toEqual([]);
    expect(await here.contacts.companies.list(id).collect({ limit: 100 })).toMatchObject([
      { id: company.id },
    ]);
  });

  test("a list of numbered pages costs one request more there", async () => {
    const page = (url: string) => Number(new URL(url, "http://any").searchParams.get("page") ?? 1);
    const clients = await both((request, response) => {
      const current = page(request.url ?? "");
      const data = current > 2 ? [] : [{ type: "article", id: String(current) }];
      json(response, 200, {
        type: "list",
        data,
        pages: { type: "pages", page: current, per_page: 1, total_pages: 2 },
      });
    });
    const there = await ended(clients, async () => {
      for await (const _ of await clients.there.articles.list({ per_page: 1 }));
    });
    expect(there.requests).toHaveLength(3);
    const here = await ended(clients, () =>
      clients.here.articles.list({ per_page: 1 }).collect({ limit: 100 }),
    );
    expect(here.requests).toHaveLength(2);
  });

  test("a list sends nothing before it is iterated here, and its first page at once there", async () => {
    const clients = await both((_, response) => json(response, 200, { type: "list", data: [] }));
    await clients.there.contacts.list();
    expect(clients.requests).toHaveLength(1);
    clients.here.contacts.list();
    expect(clients.requests).toHaveLength(1);
  });
});

describe("arguments", () => {
  test("an empty id requests another route there, and is an error here", async () => {
    const clients = await both((_, response) => json(response, 200, { type: "list", data: [] }));
    const there = await ended(clients, () => clients.there.contacts.find({ contact_id: "" }));
    expect(there.requests).toEqual(["GET /contacts/"]);
    const missing = undefined as unknown as string;
    const none = await ended(clients, () => clients.there.contacts.delete({ contact_id: missing }));
    expect(none.requests).toEqual(["DELETE /contacts/undefined"]);
    for (const id of ["", missing]) {
      const here = await ended(clients, async () => clients.here.contacts.get(id));
      expect(here.error).toBeInstanceOf(ConfigError);
      expect(here.requests).toEqual([]);
    }
  });

  test("NaN is sent as null there, and is an error here", async () => {
    const bodies: string[] = [];
    const clients = await both((_, response) => json(response, 200, contact));
    const fetcher: typeof fetch = (input, init) => {
      bodies.push(String(init?.body));
      return fetch(input, init);
    };
    const there = new IntercomClient({ token: "any", environment: clients.url, fetch: fetcher });
    await there.contacts.update({ contact_id: "1", owner_id: Number.NaN });
    expect(bodies).toEqual(['{"owner_id":null}']);
    const here = await ended(clients, async () =>
      clients.here.contacts.update("1", { owner_id: Number.NaN }),
    );
    expect(here.error).toBeInstanceOf(ConfigError);
    expect(here.requests).toEqual([]);
  });
});

describe("the rate limit", () => {
  test("intercom-client sends a call though none is left, and Interkit waits for the next window", async () => {
    const clients = await both((_, response) => {
      const reset = String(Math.floor(Date.now() / 1_000) + 3_600);
      json(response, 200, contact, {
        "x-ratelimit-limit": "10",
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": reset,
      });
    });
    await clients.there.contacts.find({ contact_id: "1" });
    const there = await ended(clients, () => clients.there.contacts.find({ contact_id: "1" }));
    expect(there.requests).toHaveLength(1);
    await clients.here.contacts.get("1");
    const here = await ended(clients, () => clients.here.contacts.get("1", {}, { timeoutMs: 200 }));
    expect(here.requests).toEqual([]);
    expect(here.error).toBeInstanceOf(Error);
  });
});

describe("downloads and raw responses", () => {
  test("intercom-client returns nothing for a download, and Interkit the bytes", async () => {
    const file = gzipSync("id,name\n");
    const clients = await both((_, response) => {
      response.writeHead(200, { "content-type": "application/octet-stream" }).end(file);
    });
    const there = await ended(clients, () =>
      clients.there.dataExport.download({ job_identifier: "j" }),
    );
    expect(there.value).toBeUndefined();
    expect(there.error).toBeUndefined();
    expect(Buffer.from(await clients.here.dataExports.download("j").bytes())).toEqual(file);
  });

  test("both give the response beside the data", async () => {
    const clients = await both((_, response) =>
      json(response, 200, contact, { "x-request-id": "r1" }),
    );
    const there = await clients.there.contacts.find({ contact_id: "1" }).withRawResponse();
    expect(there.rawResponse.headers.get("x-request-id")).toBe("r1");
    const here = await clients.here.contacts.get("1").withResponse();
    expect(here.response.headers.get("x-request-id")).toBe("r1");
  });
});

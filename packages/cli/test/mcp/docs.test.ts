import { writeFileSync } from "node:fs";
import path from "node:path";
import { createIntercom } from "@interkit/client/2.16";
import { expect, test } from "vitest";
import { createMcpServer } from "../../src/mcp/index.ts";
import { temporaryFolder } from "../support/folder.ts";
import { interkit } from "../support/interkit.ts";
import { callTool, connectClient, type ToolResult } from "../support/mcp.ts";

const intercom = createIntercom({ token: "test" });
const lines = Array.from({ length: 3000 }, (_, number) => `Line ${number} of the long page.`);
const pages = [
  {
    address: "/",
    title: "Interkit",
    description: "Packages for Intercom.",
    sections: [{ heading: "Interkit", anchor: "", text: "Start here." }],
  },
  {
    address: "/reference/contacts/",
    title: "Contacts",
    description: "People.",
    sections: [
      { heading: "Contacts", anchor: "", text: "The people you talk to." },
      {
        heading: "contacts.merge",
        anchor: "contactsmerge",
        text: "## contacts.merge\n\nMerges a lead into a user: two contacts become one.",
      },
      { heading: "Errors", anchor: "errors", text: "### Errors\n\n404 for an unknown contact." },
      {
        heading: "contacts.companies.detachAll",
        anchor: "contactscompaniesdetachall",
        text: "## contacts.companies.detachAll\n\nDetaches a contact.",
      },
    ],
  },
  {
    address: "/moving/from-7/",
    title: "From intercom-client 7",
    description: "Every method.",
    sections: [
      {
        heading: "contacts.merge",
        anchor: "contactsmerge",
        text: "## contacts.merge\n\n`contacts.mergeLeadInUser` merges two contacts.",
      },
    ],
  },
  {
    address: "/guides/long/",
    title: "A long page",
    description: "Many lines.",
    sections: [
      { heading: "A long page", anchor: "", text: lines.join("\n") },
      { heading: "The end", anchor: "the-end", text: "## The end\n\nNothing follows." },
    ],
  },
];

function writePages(content: string = JSON.stringify({ pages })): string {
  const file = path.join(temporaryFolder(), "pages.json");
  writeFileSync(file, content);
  return file;
}

const connect = (docs: string | false = writePages()) => connectClient(intercom, { docs });

async function find(query: string, given: object = {}) {
  const { value, text } = await callTool(await connect(), "search_docs", { query, ...given });
  expect(text).toContain("results");
  return value["results"] as { address: string; title: string; heading: string; excerpt: string }[];
}

async function read(address: string, offset?: number): Promise<ToolResult> {
  const given = offset === undefined ? { address } : { address, offset };
  const result = await (await connect()).callTool({ name: "read_doc", arguments: given });
  const [first] = result.content;
  const text = first?.type === "text" ? first.text : "";
  return { isError: result.isError === true, text, value: {} };
}

test("the tools are listed with a file of pages, as tools that only read, and not without one", async () => {
  const names = ["search_docs", "read_doc"];
  const listed = async (docs: string | false) => (await (await connect(docs)).listTools()).tools;
  const tools = (await listed(writePages())).filter(({ name }) => names.includes(name));
  expect(tools.map(({ name }) => name)).toEqual(names);
  expect(tools.every(({ annotations }) => annotations?.readOnlyHint === true)).toBe(true);
  const without = (await listed(false)).map(({ name }) => name);
  expect(without).not.toContain("search_docs");
  expect(without).toContain("contacts_search");
});

test("the instructions name the tools where there are some", async () => {
  expect((await connect()).getInstructions()).toContain("search_docs");
  expect((await connect(false)).getInstructions()).not.toContain("search_docs");
});

test("a search finds a method by the words of its purpose, with the address of its heading", async () => {
  const [first] = await find("merge two contacts");
  expect(first).toEqual({
    address: "/reference/contacts/#contactsmerge",
    title: "Contacts",
    heading: "contacts.merge",
    excerpt: "Merges a lead into a user: two contacts become one.",
  });
});

test("a search by a name of intercom-client finds what replaces it", async () => {
  expect((await find("mergeLeadInUser"))[0]?.address).toBe("/moving/from-7/#contactsmerge");
});

test.each(["detach", "detachAll", "detahces", "Detach ALL"])(
  "a search for %s finds the words of a name, in any case and with a slip",
  async (query) => {
    expect((await find(query))[0]?.address).toBe("/reference/contacts/#contactscompaniesdetachall");
  },
);

test("the words of a question find no heading by themselves", async () => {
  expect(await find("what is the")).toEqual([]);
  expect((await find("What is the end of it?"))[0]?.address).toBe("/guides/long/#the-end");
});

test("a search returns as many results as its limit, and an excerpt instead of a whole section", async () => {
  expect(await find("contact", { limit: 1 })).toHaveLength(1);
  expect((await find("long page"))[0]?.excerpt.length).toBeLessThan(250);
  expect(await find("zzzz")).toEqual([]);
});

test.each([
  "/reference/contacts/",
  "reference/contacts",
  "/reference/contacts.md",
  "https://docs.example/reference/contacts/",
])("a page is read as Markdown by the address %s", async (address) => {
  const { text } = await read(address);
  expect(text).toMatch(
    /^# Contacts\n\n> People\.\n\nThe people you talk to\.\n\n## contacts\.merge\n/,
  );
  expect(text).toMatch(/Detaches a contact\.$/);
});

test("the start page is read", async () => {
  for (const address of ["/", "/index.md"]) {
    expect((await read(address)).text).toContain("Start here.");
  }
});

test("the address of a heading returns its section with those below it alone", async () => {
  const { text } = await read("/reference/contacts/#contactsmerge");
  expect(text).toMatch(/^## contacts\.merge\n/);
  expect(text).toContain("404 for an unknown contact.");
  expect(text).not.toContain("Detaches");
  expect(text).toMatch(/\[Characters \d+ to \d+ of \d+ of \/reference\/contacts\/\. read_doc with/);
});

test("a long page is read in parts that lose no line, the first with the headings", async () => {
  let offset = 0;
  let all = "";
  for (let parts = 0; ; parts += 1) {
    const { text } = await read("/guides/long/", offset);
    expect(text.length).toBeLessThan(20_500);
    const [body = "", note = ""] = text.split("\n\n[Characters ");
    all += `${body}\n`;
    expect(note.includes("#the-end")).toBe(parts === 0);
    const next = /"offset": (\d+)/.exec(note)?.[1];
    if (next === undefined) break;
    offset = Number(next);
  }
  const found = all.match(/^Line \d+ of the long page\.$/gm) ?? [];
  expect(found).toEqual(lines);
  expect(all).toContain("Nothing follows.");
});

test("an unknown page, an unknown heading and an offset behind the end are errors with what to do", async () => {
  const page = await read("/reference/contact/");
  expect(page.isError).toBe(true);
  expect(page.text).toMatch(/no page \/reference\/contact\/.* nearest are \/reference\/contacts\//);
  const heading = await read("/reference/contacts/#contactsmerg");
  expect(heading).toMatchObject({ isError: true });
  expect(heading.text).toContain("did you mean #contactsmerge?");
  const behind = await read("/", 5000);
  expect(behind.text).toMatch(/^\/ has \d+ characters; offset is 5000\.$/);
});

test("wrong arguments are results that name them", async () => {
  const client = await connect();
  const missing = await callTool(client, "search_docs", {});
  expect(missing).toMatchObject({ isError: true });
  expect(missing.text).toMatch(/^Wrong arguments for search_docs: .*query/);
  const unknown = await callTool(client, "read_doc", { address: "/", page: 2 });
  expect(unknown.text).toContain('there is no argument "page"; there are address, offset');
});

test("a file that is not there is refused when the server is created, and one without pages when it is read", async () => {
  const missing = path.join(temporaryFolder(), "pages.json");
  expect(() => createMcpServer(intercom, { docs: missing })).toThrow(
    /There is no file .*pages\.json/,
  );
  for (const content of ["{", "[]"]) {
    const client = await connect(writePages(content));
    await expect(callTool(client, "read_doc", { address: "/" })).rejects.toThrow(/pages\.json/);
  }
});

test("`interkit mcp` has an option that leaves the tools out", async () => {
  expect((await interkit(["mcp", "--help"])).stdout).toContain("--no-docs");
});

import type { CallToolResult, Tool } from "@modelcontextprotocol/server";
import { errorResult } from "../calls/call-tool.ts";
import { checkArguments } from "../tools/check-arguments.ts";
import { type DocPage, readDocs } from "./pages.ts";
import { maxPartSize, parseAddress, readPart } from "./read.ts";
import type { DocSearch } from "./search.ts";

/** A tool that reads the documents. */
export interface DocTool {
  readonly definition: Tool;
  call(given: Readonly<Record<string, unknown>>): Promise<CallToolResult>;
}

const annotations = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
};

const searchDefinition: Tool = {
  name: "search_docs",
  title: "Search the documents",
  description:
    "Searches the documents of Interkit, the TypeScript client, command line and sandbox for Intercom's API: guides, the reference of every method with its fields, errors and an example, differences of API versions, and how to move over from intercom-client. Returns addresses for read_doc.",
  inputSchema: {
    type: "object",
    properties: {
      query: { type: "string", minLength: 1, maxLength: 300, description: "Words to find." },
      limit: { type: "integer", minimum: 1, maximum: 20, default: 8 },
    },
    required: ["query"],
    additionalProperties: false,
  },
  annotations,
};

const readDefinition: Tool = {
  name: "read_doc",
  title: "Read a page of the documents",
  description: `Returns a page of the documents as Markdown, or the section of one heading. A result has at most ${maxPartSize} characters of it.`,
  inputSchema: {
    type: "object",
    properties: {
      address: {
        type: "string",
        minLength: 1,
        maxLength: 300,
        description: "From search_docs or a link, such as `/reference/contacts/#contactsmerge`.",
      },
      offset: {
        type: "integer",
        minimum: 0,
        description: "The character of the page to begin with, for what follows an earlier result.",
      },
    },
    required: ["address"],
    additionalProperties: false,
  },
  annotations,
};

/** A server over HTTP is created for each request. */
const toolsByFile = new Map<string, readonly DocTool[]>();

/** The tools for the pages of a file, which is read when the first of them is called. */
export function docTools(file: string): readonly DocTool[] {
  let made = toolsByFile.get(file);
  if (made === undefined) {
    const docs = new Docs(file);
    made = [
      createTool(searchDefinition, ({ query, limit = 8 }) =>
        docs.search(query as string, limit as number),
      ),
      createTool(readDefinition, ({ address, offset }) =>
        docs.read(address as string, offset as number | undefined),
      ),
    ];
    toolsByFile.set(file, made);
  }
  return made;
}

function createTool(definition: Tool, run: DocTool["call"]): DocTool {
  const check = checkArguments(definition.inputSchema);
  return {
    definition,
    async call(given) {
      const problem = await check(given);
      if (problem === undefined) return run(given);
      return errorResult(`Wrong arguments for ${definition.name}: ${problem}`);
    },
  };
}

/** The pages of a file. */
class Docs {
  readonly #file: string;
  #pages: readonly DocPage[] | undefined;
  #index: Promise<DocSearch> | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  async search(query: string, limit: number): Promise<CallToolResult> {
    const value = { results: (await this.#search()).find(query, limit) };
    return { structuredContent: value, content: [{ type: "text", text: JSON.stringify(value) }] };
  }

  async read(text: string, offset: number | undefined): Promise<CallToolResult> {
    const { address, anchor } = parseAddress(text);
    const page = this.#all().find((one) => one.address === address);
    if (page === undefined) return errorResult(await this.#unknown(address));
    const part = readPart(page, anchor, offset);
    if ("problem" in part) return errorResult(part.problem);
    return { content: [{ type: "text", text: part.text }] };
  }

  async #unknown(address: string): Promise<string> {
    const words = address.replaceAll(/[/-]+/g, " ");
    const found = (await this.#search()).find(words, 20);
    const nearest = new Set(found.map((one) => parseAddress(one.address).address));
    const list = [...nearest].slice(0, 5).join(", ");
    const hint = list === "" ? "" : ` The nearest are ${list}.`;
    return `There is no page ${address} here.${hint} search_docs finds pages by words.`;
  }

  #all(): readonly DocPage[] {
    this.#pages ??= readDocs(this.#file);
    return this.#pages;
  }

  #search(): Promise<DocSearch> {
    this.#index ??= import("./search.ts").then(({ DocSearch }) => new DocSearch(this.#all()));
    return this.#index;
  }
}

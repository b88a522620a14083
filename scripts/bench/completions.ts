// How long TypeScript's native language server takes to complete in our types, and in those of the
// vendor's client, at the same places of the same program.
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import Table from "cli-table3";
import { installTool } from "../install-tool.ts";
import { LanguageServer } from "./language-server.ts";

const root = path.resolve(import.meta.dirname, "../..");
const ROUNDS = 15;
const STARTS = 3;

/** What completes at each place. Each is in a function of its own, as far as it has been typed. */
const programs = {
  interkit: `import { createIntercom } from "@interkit/client/2.16";
const client = createIntercom({ token: "t" });
const contact = await client.contacts.get("1");
export function resources() { client./*resources*/; }
export function methods() { client.contacts./*methods*/; }
export function fields() { contact./*fields*/; }
export function body() { return client.contacts.create({ /*body*/ }); }
export function reply() { return client.conversations.reply("1", { /*reply*/ }); }
export async function item() { for await (const one of client.contacts.list()) one./*item*/; }
export function search() { return client.contacts.search({ query: { field: "", /*search*/ } }); }
export function condition() { return client.conversations.search({ query: { field: "", /*condition*/ } }); }
export async function conversation() { (await client.conversations.get("1"))./*conversation*/; }
export async function part() { (await client.conversations.get("1")).source?./*part*/; }
export function ticket() { return client.tickets.create({ /*ticket*/ }); }
export function name() { return cli/*name*/; }
`,
  vendor: `import { IntercomClient } from "intercom-client";
const client = new IntercomClient({ token: "t" });
const contact = await client.contacts.find({ contact_id: "1" });
export function resources() { client./*resources*/; }
export function methods() { client.contacts./*methods*/; }
export function fields() { contact./*fields*/; }
export function body() { return client.contacts.create({ /*body*/ }); }
export function reply() { return client.conversations.reply({ conversation_id: "1", body: { /*reply*/ } }); }
export async function item() { for await (const one of await client.contacts.list()) one./*item*/; }
export function search() { return client.contacts.search({ query: { field: "", /*search*/ } }); }
export function condition() { return client.conversations.search({ query: { field: "", /*condition*/ } }); }
export async function conversation() { (await client.conversations.find({ conversation_id: "1" }))./*conversation*/; }
export async function part() { (await client.conversations.find({ conversation_id: "1" })).source?./*part*/; }
export function ticket() { return client.tickets.create({ /*ticket*/ }); }
export function name() { return cli/*name*/; }
`,
} as const;

/** The places, with a word that has to be offered there. */
const places = {
  resources: "contacts",
  methods: "create",
  fields: "email",
  body: "email",
  reply: "message_type",
  item: "email",
  search: "operator",
  condition: "operator",
  conversation: "state",
  part: "author",
  ticket: "ticket_type_id",
  name: "client",
} as const;

type Place = keyof typeof places;
type Client = keyof typeof programs;

/** What is installed beside a program, from this repository's own installation. */
const installed: Readonly<Record<Client, string>> = {
  interkit: "@interkit",
  vendor: "intercom-client",
};

/** Prints the medians of each place, and of the first completion after an editor has been opened. */
export async function benchCompletions(): Promise<void> {
  const compiler = await installTool("interkit-compilers/7.0.2", "typescript@7.0.2");
  const tsc = path.join(compiler, "node_modules/typescript/bin/tsc");
  const times: Record<string, number[]> = {};
  const note = (client: Client, what: string, took: number) => {
    times[`${client} ${what}`] = [...(times[`${client} ${what}`] ?? []), took];
  };
  const names = Object.keys(programs) as Client[];
  const editors = new Map<Client, Editor>();
  for (let start = 0; start < STARTS; start += 1) {
    for (const client of names) {
      await editors.get(client)?.close();
      const began = performance.now();
      const editor = await Editor.open(tsc, client);
      await editor.complete("resources");
      note(client, "first", performance.now() - began);
      editors.set(client, editor);
    }
  }
  for (const place of Object.keys(places) as Place[]) {
    // The clients alternate, so that other load on the machine affects both.
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [client, editor] of editors) note(client, place, await editor.complete(place));
    }
  }
  for (const editor of editors.values()) await editor.close();
  report(times);
}

/** A project with one of the clients, as an editor has it open. */
class Editor {
  readonly #server: LanguageServer;
  readonly #file: string;
  readonly #text: string;
  #version = 1;

  private constructor(server: LanguageServer, file: string, text: string) {
    this.#server = server;
    this.#file = file;
    this.#text = text;
    server.open(file, text);
  }

  static async open(tsc: string, client: Client): Promise<Editor> {
    const folder = project(client);
    const server = new LanguageServer(tsc);
    await server.initialize(folder);
    return new Editor(server, path.join(folder, "program.ts"), programs[client]);
  }

  /** Requests completions right after an edit, as an editor does: the compiler has no types yet. */
  async complete(place: Place): Promise<number> {
    this.#version += 1;
    const at = positionOf(this.#text, `/*${place}*/`);
    const start = performance.now();
    this.#server.change(this.#file, this.#version, `${this.#text}// ${this.#version}\n`);
    const offered = await this.#server.complete(this.#file, at);
    const took = performance.now() - start;
    if (offered.some((label) => label.startsWith(places[place]))) return took;
    throw new Error(`No "${places[place]}" is offered at ${place}, but ${offered.slice(0, 9)}`);
  }

  close(): Promise<void> {
    return this.#server.stop();
  }
}

function project(client: Client): string {
  const folder = path.join(root, "node_modules/.cache/bench-completions", client);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.join(folder, "node_modules"), { recursive: true });
  const compilerOptions = {
    target: "es2022",
    module: "nodenext",
    strict: true,
    lib: ["es2022"],
    types: ["node"],
    noEmit: true,
  };
  const config = { compilerOptions, files: ["program.ts"] };
  writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify(config));
  writeFileSync(path.join(folder, "package.json"), '{ "private": true, "type": "module" }');
  for (const name of ["@types", installed[client]]) {
    symlinkSync(path.join(root, "node_modules", name), path.join(folder, "node_modules", name));
  }
  writeFileSync(path.join(folder, "program.ts"), programs[client]);
  return folder;
}

function positionOf(text: string, mark: string): { line: number; character: number } {
  const lines = text.slice(0, text.indexOf(mark)).split("\n");
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}

function report(times: Record<string, number[]>): void {
  const table = new Table({
    head: ["completion of", "interkit", "intercom-client", "ratio"],
    colAligns: ["left", "right", "right", "right"],
    style: { head: [] },
  });
  const show = (ms: number) => `${ms.toFixed(1)} ms`;
  for (const what of ["first", ...Object.keys(places)]) {
    const [ours, theirs] = [median(times[`interkit ${what}`]), median(times[`vendor ${what}`])];
    table.push([what, show(ours), show(theirs), (ours / theirs).toFixed(2)]);
  }
  console.log(table.toString());
  console.log(`medians of ${ROUNDS} completions, each after an edit, and of ${STARTS} starts`);
}

function median(values: readonly number[] = []): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

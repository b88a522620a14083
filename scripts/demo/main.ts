// npm start [-- DIR]: the command line against a sandbox. Documents are brought into Intercom twice, conversations
// are exported, and a backfill is killed and continued.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createSandbox } from "@interkit/sandbox";
import { Commands } from "./commands.ts";
import { copyDocuments, writePeople } from "./files.ts";
import { readOptions, UserError } from "./options.ts";
import { Report } from "./report.ts";
import { Traffic } from "./traffic.ts";

const people = 1_000;
const site = "https://interkit.example.com";

try {
  await main();
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const { folder } = readOptions(process.argv.slice(2), process.env);
  if (process.env["INTERCOM_TOKEN"]) {
    console.log("INTERCOM_TOKEN is set, and is not used: nothing in its workspace changes.\n");
  }
  const work = mkdtempSync(path.join(tmpdir(), "interkit-demo-"));
  const traffic = new Traffic();
  const sandbox = createSandbox({ seed: { name: "acme", contacts: 200 }, log: traffic.log });
  const server = await sandbox.listen({ port: 0 });
  try {
    console.log(`A sandbox, with the data of a made-up company, listens on ${server.url}.\n`);
    const report = new Report();
    const commands = new Commands(work, server.url);
    await syncDocuments(commands, folder ?? ownDocuments(work), traffic, report);
    await exportConversations(commands, work, report);
    await backfillContacts(commands, work, traffic, report);
    console.log(String(report));
  } finally {
    await server.close();
    rmSync(work, { recursive: true, force: true });
  }
}

function ownDocuments(work: string): string {
  copyDocuments(path.join(work, "documents"));
  return "documents";
}

async function syncDocuments(
  commands: Commands,
  folder: string,
  traffic: Traffic,
  report: Report,
): Promise<void> {
  const sync = ["sync", "content", folder, "--source", site];
  for (const run of ["first", "second"]) {
    const before = traffic.count("aiContent.externalPages.create");
    await commands.run(sync, { lines: 2 });
    const written = traffic.count("aiContent.externalPages.create") - before;
    report.add(`pages written by the ${run} sync`, written);
  }
}

async function exportConversations(
  commands: Commands,
  work: string,
  report: Report,
): Promise<void> {
  const file = "conversations.csv";
  await commands.run(["export", "conversations", "--since", "2026-01-01", "--to", file]);
  const header = 1;
  const rows = readFileSync(path.join(work, file), "utf8").trimEnd().split("\n").length - header;
  report.add("rows of the export, a row for each part", rows);
}

async function backfillContacts(
  commands: Commands,
  work: string,
  traffic: Traffic,
  report: Report,
): Promise<void> {
  const file = "people.csv";
  writePeople(path.join(work, file), people);
  const backfill = ["backfill", "contacts", file];
  const created = traffic.reached("contacts.create", people * 0.7);
  await commands.run(backfill, { killed: created });
  report.add("contacts created before the kill", traffic.count("contacts.create"));
  await commands.run(backfill);
  report.add("contacts created in the end", traffic.count("contacts.create"));
  report.add("rows that were sent twice", traffic.refused("contacts.create"));
}

import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import Table from "cli-table3";
import { Command } from "commander";
import { startVitest } from "vitest/node";
import { firstLine } from "../../../scripts/install-tool.ts";
import { type Client, type ClientId, catalogue, idOf, install } from "./catalogue.ts";
import { differences } from "./differences.ts";
import { hasTable, writeTable } from "./document.ts";

/** A test as vitest reports it. The outermost of its `ancestorTitles` is its client. */
interface Ran {
  readonly ancestorTitles: readonly string[];
  readonly title: string;
  readonly status: string;
}

/** A line of the result: a client, or a check of the run's own. */
interface Row {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

await new Command("clients")
  .description("Runs real clients, as npm has them, against a sandbox that listens.")
  .argument("[names...]", "only clients whose names have this in them, such as n8n")
  .option("--write", "write the table of differences into CLIENTS.md, rather than check it")
  .action(run)
  .parseAsync();

async function run(names: readonly string[], { write }: { readonly write?: boolean }) {
  const chosen = catalogue.filter(
    ({ name }) => names.length === 0 || names.some((one) => name.includes(one)),
  );
  if (chosen.length === 0) {
    const known = [...new Set(catalogue.map(({ name }) => name))].join(", ");
    console.error(`No client is called ${names.join(" or ")}. There are: ${known}.`);
    process.exit(1);
  }
  const clients: Partial<Record<ClientId, string>> = {};
  const notes: string[] = [];
  for (const client of chosen) {
    try {
      clients[idOf(client)] = await install(client);
    } catch (error) {
      notes.push(`skipped: ${idOf(client)}, which cannot be installed here: ${firstLine(error)}`);
    }
  }
  const ran = await tests(chosen, clients);
  if (write) await writeTable();
  const rows = [...chosen.map((one) => rowOf(idOf(one), ran)), ...(await ownChecks(ran, clients))];
  report(rows, notes);
}

async function tests(chosen: readonly Client[], clients: Partial<Record<ClientId, string>>) {
  const results = path.join(import.meta.dirname, "test-results.json");
  // Without this, a run that ends before it writes would report the results of an earlier run.
  await rm(results, { force: true });
  const folders = [...new Set(chosen.map((one) => `${one.tests}/`))];
  const config = path.join(import.meta.dirname, "vitest.config.ts");
  const vitest = await startVitest("test", folders, { config, watch: false, provide: { clients } });
  await vitest.close();
  const { testResults } = JSON.parse(await readFile(results, "utf8")) as {
    testResults: readonly { readonly assertionResults: readonly Ran[] }[];
  };
  return testResults.flatMap(({ assertionResults }) => assertionResults);
}

function rowOf(name: ClientId, ran: readonly Ran[]): Row {
  const mine = ran.filter(({ ancestorTitles: [first] }) => first === name);
  const count = (status: string) => mine.filter((one) => one.status === status).length;
  const [passed, failed] = [count("passed"), count("failed")];
  // A file that could not be loaded has no tests at all.
  if (mine.length === 0) return { name, passed, failed: 1, skipped: 0 };
  return { name, passed, failed, skipped: mine.length - passed - failed };
}

/** Checks that need the results of all tests. */
async function ownChecks(
  ran: readonly Ran[],
  clients: Partial<Record<ClientId, string>>,
): Promise<Row[]> {
  const row = (name: string, good: boolean) => {
    return { name, passed: good ? 1 : 0, failed: good ? 0 : 1, skipped: 0 };
  };
  const checks = [row("the table of differences in CLIENTS.md", await hasTable())];
  if (Object.keys(clients).length < catalogue.length) return checks;
  const untested = Object.keys(differences).filter(
    (key) => !ran.some(({ title }) => title.startsWith(`differs (${key}):`)),
  );
  checks.push(row(["a test for each difference", ...untested].join("\n"), untested.length === 0));
  return checks;
}

function report(rows: readonly Row[], notes: readonly string[]): void {
  const table = new Table({ head: ["client", "passed", "failed", "skipped"] });
  for (const { name, passed, failed, skipped } of rows) table.push([name, passed, failed, skipped]);
  const sum = (key: "passed" | "failed" | "skipped") =>
    rows.reduce((total, row) => total + row[key], 0);
  console.log([table.toString(), ...notes].join("\n"));
  console.log(`${sum("passed")} passed, ${sum("failed")} failed, ${sum("skipped")} skipped`);
  process.exit(sum("failed") > 0 ? 1 : 0);
}

import { nodeFetch } from "@interkit/core/node";
import Table from "cli-table3";
import { Command } from "commander";
import pMap from "p-map";
import { tryCase, type Verdict } from "./case.ts";
import { cases } from "./cases.ts";
import { hostileServer } from "./hostile-server.ts";
import { ours, type SubjectMaker } from "./subject.ts";

interface Flags {
  readonly peers?: boolean;
  readonly markdown?: boolean;
}

await new Command("conformance")
  .description("Tries every promise of the transport against a server that fails on purpose.")
  .option("--peers", "try intercom-client and bare openapi-fetch as well")
  .option("--markdown", "print the table as the documents have it")
  .action(run)
  .parseAsync();

async function run({ peers, markdown }: Flags): Promise<void> {
  const fetch = nodeFetch();
  const makers: SubjectMaker[] = [ours("@interkit/core"), ours("… with nodeFetch", fetch)];
  if (peers) {
    const { bare, vendor } = await import("./peers.ts");
    makers.push(vendor, bare);
  }
  const server = await hostileServer();
  // What a peer leaves behind, such as a rejection that nobody handles, must not end the run.
  process.on("unhandledRejection", () => {});
  const columns: Verdict[][] = [];
  for (const maker of makers) {
    columns.push(await pMap(cases, (one) => tryCase(one, maker, server.url), { concurrency: 4 }));
  }
  await server.close();
  console.log(markdown ? asMarkdown(makers, columns) : asTable(makers, columns));
  const ofOurs = columns.slice(0, 2).flat();
  const broken = ofOurs.filter(({ complaint }) => complaint !== undefined).length;
  if (broken > 0) console.error(`${broken} promises of @interkit/core are broken`);
  process.exit(broken > 0 ? 1 : 0);
}

function keptOf(verdicts: readonly Verdict[]): string {
  const kept = verdicts.filter(({ complaint }) => complaint === undefined).length;
  return `${kept} of ${verdicts.length}`;
}

function asTable(makers: readonly SubjectMaker[], columns: readonly Verdict[][]): string {
  const table = new Table({ head: ["promise", ...makers.map(({ name }) => name)], wordWrap: true });
  cases.forEach(({ promise }, row) => {
    table.push([promise, ...columns.map((column) => column[row]?.complaint ?? "kept")]);
  });
  table.push(["", ...columns.map(keptOf)]);
  return table.toString();
}

function asMarkdown(makers: readonly SubjectMaker[], columns: readonly Verdict[][]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const rows = cases.map(({ promise }, row) =>
    line([
      promise,
      ...columns.map((column) => (column[row]?.complaint === undefined ? "yes" : "no")),
    ]),
  );
  return [
    line(["promise", ...makers.map(({ name }) => name)]),
    line(["---", ...makers.map(() => "---")]),
    ...rows,
    line(["**kept**", ...columns.map(keptOf)]),
  ].join("\n");
}

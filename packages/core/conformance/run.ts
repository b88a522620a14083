import { nodeFetch } from "@interkit/core/node";
import Table from "cli-table3";
import { Command } from "commander";
import { type Case, tryCase, type Verdict } from "./case.ts";
import { cases } from "./cases.ts";
import { type Column, cellOf, cellWords, countOf, writeDocument } from "./document.ts";
import { type HostileServer, hostileServer } from "./hostile-server.ts";
import { withReplacedFetch } from "./replaced-fetch.ts";
import { ours, type SubjectMaker } from "./subject.ts";
import { tryAll } from "./try-all.ts";

interface Flags {
  readonly peers?: boolean;
  readonly write?: boolean;
}

await new Command("conformance")
  .description("Tries every promise of the transport against a server that fails on purpose.")
  .option("--peers", "try clients of other authors as well, on all promises but those of security")
  .option("--write", "write the results of all clients into CONFORMANCE.md")
  .action(run)
  .parseAsync();

async function run({ peers, write }: Flags): Promise<void> {
  const server = await hostileServer();
  // An unhandled rejection of a peer must not end the run.
  process.on("unhandledRejection", () => {});
  const ofOurs: Column[] = [];
  ofOurs.push(await columnOf(ours("@interkit/core"), cases, server));
  ofOurs.push(await withReplacedFetch(() => columnOf(ours("… with fetch"), cases, server)));
  const own = ours("… with nodeFetch", nodeFetch({ connections: 64 }));
  ofOurs.push(await columnOf(own, cases, server));
  const ofPeers: Column[] = [];
  if (peers || write) {
    const reliability = cases.filter(({ area }) => area !== "security");
    for (const maker of (await import("./peers/index.ts")).peers) {
      ofPeers.push(await columnOf(maker, reliability, server));
    }
  }
  await server.close();
  console.log(asTable([...ofOurs, ...ofPeers]));
  if (write) await writeDocument(ofOurs, ofPeers);
  const broken = ofOurs.reduce((sum, { verdicts }) => sum + countOf(verdicts, "no"), 0);
  if (broken > 0) console.error(`${broken} promises of @interkit/core are broken`);
  process.exit(broken > 0 ? 1 : 0);
}

async function columnOf(
  maker: SubjectMaker,
  all: readonly Case[],
  server: HostileServer,
): Promise<Column> {
  const verdictOf = async (one: Case): Promise<Verdict> => {
    if (maker.prefix === undefined) return tryCase(one, maker, server.url);
    const own = await hostileServer();
    try {
      return await tryCase(one, maker, own.url);
    } finally {
      await own.close();
    }
  };
  return { maker, verdicts: await tryAll(all, verdictOf) };
}

function asTable(columns: readonly Column[]): string {
  const head = ["promise", ...columns.map(({ maker }) => maker.name)];
  const table = new Table({ head, wordWrap: true });
  cases.forEach(({ promise }, row) => {
    table.push([promise, ...columns.map(({ verdicts }) => cellText(verdicts[row]))]);
  });
  for (const word of cellWords) {
    table.push([word, ...columns.map(({ verdicts }) => countOf(verdicts, word))]);
  }
  return table.toString();
}

/** A cell with what was wrong. */
function cellText(verdict: Verdict | undefined): string {
  return verdict === undefined ? "not tried" : (verdict.complaint ?? cellOf(verdict));
}

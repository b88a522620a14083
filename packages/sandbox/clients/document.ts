import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type Difference, differences } from "./differences.ts";

const file = fileURLToPath(new URL("../CLIENTS.md", import.meta.url));
const begin = "| client | what it does | response of the sandbox | why |";

/** The table of differences for `CLIENTS.md`. */
function table(): string {
  const rows = Object.values<Difference>(differences).map(
    ({ clients, does, meets, why }) => `| ${clients} | ${does} | ${meets} | ${why} |`,
  );
  return [begin, "|---|---|---|---|", ...rows].join("\n");
}

/** Replaces the table in `CLIENTS.md`. */
export async function writeTable(): Promise<void> {
  await writeFile(file, withTable(await readFile(file, "utf8")));
}

/** Whether the table in `CLIENTS.md` is current. */
export async function hasTable(): Promise<boolean> {
  const text = await readFile(file, "utf8");
  return text === withTable(text);
}

function withTable(text: string): string {
  const from = text.indexOf(begin);
  if (from === -1) throw new Error(`CLIENTS.md has no line "${begin}"`);
  const end = text.indexOf("\n\n", from);
  return text.slice(0, from) + table() + (end === -1 ? "\n" : text.slice(end));
}

import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type Difference, differences } from "./differences.ts";

const file = fileURLToPath(new URL("../CLIENTS.md", import.meta.url));
const begin = "| client | what it does | what it meets | why |";

/** The table of differences as it belongs into `CLIENTS.md`. */
function table(): string {
  const rows = Object.values<Difference>(differences).map(
    ({ clients, does, meets, why }) => `| ${clients} | ${does} | ${meets} | ${why} |`,
  );
  return [begin, "|---|---|---|---|", ...rows].join("\n");
}

/** Puts the table into `CLIENTS.md`, in place of the one that is there. */
export async function writeTable(): Promise<void> {
  await writeFile(file, withTable(await readFile(file, "utf8")));
}

/** Whether `CLIENTS.md` has the table as it is. */
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

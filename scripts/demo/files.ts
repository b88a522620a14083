import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { globSync } from "tinyglobby";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const documents = ["*.md", "openapi/*.md", "packages/*/*.md", "examples/*.md"];

/** Copies the documents of this repository to a folder, in the folders that they have here. */
export function copyDocuments(folder: string): void {
  for (const file of globSync(documents, { cwd: repository })) {
    const copy = path.join(folder, file);
    mkdirSync(path.dirname(copy), { recursive: true });
    copyFileSync(path.join(repository, file), copy);
  }
}

const names = [
  "Ada Lovelace",
  "Grace Hopper",
  "Katherine Johnson",
  "Annie Easley",
  "Radia Perlman",
];

/** Writes a CSV file of people. */
export function writePeople(file: string, count: number): void {
  const rows = Array.from({ length: count }, (_, index) => {
    const name = names[index % names.length];
    return `demo-${index},person-${index}@example.com,${name}`;
  });
  writeFileSync(file, `external_id,email,name\n${rows.join("\n")}\n`);
}

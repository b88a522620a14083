import path from "node:path";
import { pages as known } from "./known/pages.ts";
import { pages as moving } from "./moving/pages.ts";
import { type Page, writePages } from "./page.ts";
import { pages as performance } from "./performance/pages.ts";
import { pages as reference } from "./reference/pages.ts";
import { pages as versions } from "./versions/pages.ts";

/** What writes pages, each for one part of the site. */
const generators: readonly (() => readonly Page[] | Promise<readonly Page[]>)[] = [
  known,
  moving,
  performance,
  reference,
  versions,
];

const folder = path.join(import.meta.dirname, "..", "src", "content", "generated");
const pages = (await Promise.all(generators.map((generate) => generate()))).flat();
writePages(folder, pages);
console.log(`${pages.length} pages written.`);

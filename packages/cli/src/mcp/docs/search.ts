import MiniSearch from "minisearch";
import type { DocPage } from "./pages.ts";

/** A section that a search has found. */
export interface Found {
  /** `/guides/webhooks/#what-can-go-wrong`. */
  readonly address: string;
  readonly title: string;
  readonly heading: string;
  /** How the section begins. */
  readonly excerpt: string;
}

interface Entry extends Found {
  readonly id: number;
  readonly text: string;
}

/** An index of the sections of the pages. */
export class DocSearch {
  readonly #entries: readonly Entry[];
  readonly #index: MiniSearch<Entry>;

  constructor(pages: readonly DocPage[]) {
    this.#entries = pages.flatMap(entriesOf).map((entry, id) => ({ ...entry, id }));
    this.#index = new MiniSearch<Entry>({
      fields: ["heading", "title", "text"],
      processTerm: termsOf,
      searchOptions: {
        // A name is the whole of what is searched for, as `createUser` of another client.
        processTerm: termOf,
        boost: { heading: 4, title: 2 },
        // "attribute" finds "attributes", and "atribute" does so, too.
        prefix: (term) => term.length > 3,
        fuzzy: (term) => (term.length > 4 ? 0.2 : false),
        boostDocument: (id) => weightOf(this.#entries[id as number]),
      },
    });
    this.#index.addAll(this.#entries);
  }

  /** The sections that have the words, the best first. */
  find(words: string, limit: number): readonly Found[] {
    return this.#index
      .search(words)
      .slice(0, limit)
      .flatMap(({ id }) => {
        const entry = this.#entries[id as number];
        if (entry === undefined) return [];
        const { address, title, heading, excerpt } = entry;
        return [{ address, title, heading, excerpt }];
      });
  }
}

function entriesOf({ address, title, description, sections }: DocPage): Omit<Entry, "id">[] {
  return sections.map(({ heading, anchor, text }, index) => {
    // The description states what the page is for, in words that its text may not have.
    const whole = index === 0 ? `${description}\n${text}` : text;
    const excerpt = excerptOf(whole.replace(/^#+ .*\n/, ""));
    const place = anchor === "" ? address : `${address}#${anchor}`;
    return { address: place, title, heading, excerpt, text: whole };
  });
}

/** The tables for those who move over have the names of all methods; the page of a method is the better result. */
function weightOf(entry: Entry | undefined): number {
  return entry?.address.startsWith("/moving/from-") ? 0.4 : 1;
}

const excerptLength = 240;

function excerptOf(text: string): string {
  const line = text.trim().replace(/\s+/g, " ");
  return line.length <= excerptLength ? line : `${line.slice(0, excerptLength).trimEnd()}…`;
}

/** Words of questions, which would find the headings that have them. */
const ignored: ReadonlySet<string> = new Set(
  "a an and are be can do does for from how i in is it my of on or the to what when which why with".split(
    " ",
  ),
);

function termOf(word: string): string | null {
  const term = word.toLowerCase();
  return ignored.has(term) ? null : term;
}

/** A name in camel case is found by itself, and by each of its words. */
function termsOf(name: string): string[] | null {
  const words = name.split(/(?<=[a-z0-9])(?=[A-Z])/);
  const terms = new Set([name, ...words].map(termOf));
  terms.delete(null);
  return terms.size === 0 ? null : ([...terms] as string[]);
}

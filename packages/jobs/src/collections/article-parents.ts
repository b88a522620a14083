import type { CallOptions } from "@interkit/client";
import type { ArticlesClient, HelpCollection } from "./client.ts";

const mostNames = 20;

/** The collections of a help center, which articles name by their ids or names. */
export class ArticleParents {
  readonly #all: readonly HelpCollection[];
  /** The ids of those that the source names. */
  readonly #named = new Set<string>();

  private constructor(all: readonly HelpCollection[]) {
    this.#all = all;
  }

  static async read(
    { collections }: ArticlesClient["helpCenters"],
    call: CallOptions,
  ): Promise<ArticleParents> {
    const all: HelpCollection[] = [];
    for await (const one of collections.list({ per_page: 150 }, call)) all.push(one);
    return new ArticleParents(all);
  }

  /** The id of the collection; what it is called, where it is not known which one is meant. */
  idOf(name: string): string {
    const [one, second] = this.#called(name);
    if (one === undefined || second !== undefined) return name;
    this.#named.add(one.id);
    return one.id;
  }

  /** What is wrong with names, each with the fix. */
  problemsOf(names: ReadonlySet<string>): readonly string[] {
    return [...names].flatMap((name) => {
      const [one, second] = this.#called(name);
      if (one === undefined) return [unknown(name, this.#all)];
      if (second === undefined) return [];
      return [
        `The collections ${one.id} and ${second.id} have the name "${name}"; give "parent" the id of one of them`,
      ];
    });
  }

  /** The collection of an article: the one that the source names, where it is in several. */
  parentOf(ids: readonly number[]): string | null {
    const texts = ids.map(String);
    return texts.find((id) => this.#named.has(id)) ?? texts[0] ?? null;
  }

  #called(name: string): readonly HelpCollection[] {
    const found = this.#all.filter(({ id }) => id === name);
    return found.length > 0 ? found : this.#all.filter((each) => each.name === name);
  }
}

function unknown(name: string, all: readonly HelpCollection[]): string {
  const some = all.slice(0, mostNames).map((one) => `"${one.name}" (${one.id})`);
  const more = all.length > mostNames ? ` and ${all.length - mostNames} more` : "";
  const list = all.length === 0 ? "there is none" : `there are ${some.join(", ")}${more}`;
  return `There is no collection "${name}"; ${list}. Create it in Intercom, or give "parent" another one`;
}

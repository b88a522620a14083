import { type CallOptions, ConfigError } from "@interkit/client";
import type { ArticlesClient, HelpCollection } from "./client.ts";

const mostNames = 20;

/** Finds the collections of a help center that articles name, by their ids or names, and the names for ids. */
export class ArticleParents {
  readonly #ids = new Map<string, string>();
  readonly #names = new Map<string, string>();

  /** Returns what is wrong with the names, each with the fix. Without names, nothing is requested. */
  async find(
    names: ReadonlySet<string>,
    { collections }: ArticlesClient["helpCenters"],
    call: CallOptions,
  ): Promise<readonly string[]> {
    if (names.size === 0) return [];
    const all: HelpCollection[] = [];
    for await (const one of collections.list({ per_page: 150 }, call)) all.push(one);
    return [...names].flatMap((name) => {
      const found = all.filter(({ id }) => id === name);
      const [one, second] = found.length > 0 ? found : all.filter((each) => each.name === name);
      if (one === undefined) return [unknown(name, all)];
      if (second !== undefined) {
        return [
          `The collections ${one.id} and ${second.id} have the name "${name}"; give "parent" the id of one of them`,
        ];
      }
      this.#ids.set(name, one.id);
      this.#names.set(one.id, name);
      return [];
    });
  }

  /** @throws {ConfigError} for a collection that was not found. */
  idOf(name: string): string {
    const id = this.#ids.get(name);
    if (id !== undefined) return id;
    throw new ConfigError(`articles: there is no collection "${name}"`);
  }

  /** The collection of an article, by the name that the source has for it; its id, where the source has none. */
  nameOf(ids: readonly number[]): string | null {
    const names = ids.map((id) => this.#names.get(String(id)));
    return names.find((name) => name !== undefined) ?? ids[0]?.toString() ?? null;
  }
}

function unknown(name: string, all: readonly HelpCollection[]): string {
  const some = all.slice(0, mostNames).map((one) => `"${one.name}" (${one.id})`);
  const more = all.length > mostNames ? ` and ${all.length - mostNames} more` : "";
  const list = all.length === 0 ? "there is none" : `there are ${some.join(", ")}${more}`;
  return `There is no collection "${name}"; ${list}. Create it in Intercom, or give "parent" another one`;
}

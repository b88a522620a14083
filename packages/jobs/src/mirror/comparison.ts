import { inParallel } from "../run/in-parallel.ts";
import type { MirroredItem } from "./client.ts";
import { type Found, lagMs } from "./copy.ts";
import { differingFields } from "./differences.ts";
import { idOf, type Stream } from "./streams.ts";
import { idsIn, type Reading, walkAll } from "./walk.ts";

/** Compares the copy of a stream with the workspace, and corrects it. */
export class Comparison {
  readonly #stream: Stream;
  readonly #reading: Reading;
  readonly #listed = new Set<string>();
  readonly #startedAt = Date.now();

  constructor(stream: Stream, reading: Reading) {
    this.#stream = stream;
    this.#reading = reading;
  }

  /**
   * Reads the whole list, writes what is missing or differs, and reads once more, by its id, what the list does not
   * have: what is gone is removed.
   *
   * @throws what ends the list before all of it was read; nothing is removed then.
   */
  async run(): Promise<void> {
    const { copy, report } = this.#reading;
    for await (const { items, readAt } of walkAll(this.#stream, this.#reading)) {
      for (const item of items) this.#listed.add(idOf(item));
      if (this.#stream.isListedWhole) await copy.write(this.#stream, items, readAt, report);
      else await this.#each(await this.#differing(items), (id) => this.#look(id));
    }
    for await (const ids of idsIn(copy, this.#stream.name)) {
      const missing = ids.filter((id) => !this.#listed.has(id));
      await this.#each(missing, (id) => this.#lookAtUnlisted(id));
    }
  }

  /** The ids of listed objects that are missing in the copy, or differ from it, unless the copy is newer. */
  async #differing(items: readonly MirroredItem[]): Promise<string[]> {
    const known = await this.#reading.copy.known(this.#stream.name, items.map(idOf));
    const differing = items.filter((item) => {
      const record = known.get(idOf(item));
      if (record === undefined) return true;
      if (item.updated_at < record.updatedAt) return false;
      return differingFields(this.#stream, item, record).length > 0;
    });
    return differing.map(idOf);
  }

  async #look(id: string): Promise<Found> {
    const { copy, call, report } = this.#reading;
    return copy.look(this.#stream, id, call, report);
  }

  /** An object that no list has and that can be read by its id is new, or an archived or blocked contact. */
  async #lookAtUnlisted(id: string): Promise<void> {
    const { copy, call, report } = this.#reading;
    const { name, isFound } = this.#stream;
    const at = Date.now();
    const found = await this.#look(id);
    if (found === undefined || isFound === undefined) return;
    const { created_at = 0 } = found as { readonly created_at?: number };
    if (created_at * 1000 > this.#startedAt - lagMs) return;
    if (!(await isFound(id, call))) await copy.remove(name, id, at, report);
  }

  async #each(ids: readonly string[], work: (id: string) => Promise<unknown>): Promise<void> {
    const { concurrency, report, call } = this.#reading;
    const onFailure = (id: string, error: unknown) => {
      report.add(this.#stream.name, { failed: 1 });
      report.notice(this.#stream.name, `${id} could not be read: ${error}`);
    };
    await inParallel(ids, work, { concurrency, signal: call.signal, onFailure });
  }
}

import { visible } from "./visible.ts";

const most = 100;

/** The lines that the user of a plan should see. */
export class Notices {
  readonly #lines = new Set<string>();
  #omitted = 0;
  /** Why the source may lack items, where it does. */
  incomplete: string | undefined;

  add(message: string, effect?: "incomplete"): void {
    const line = visible(message, 500);
    if (effect === "incomplete") this.incomplete ??= line;
    if (this.#lines.has(line)) return;
    if (this.#lines.size < most) this.#lines.add(line);
    else this.#omitted += 1;
  }

  get lines(): string[] {
    const more = this.#omitted === 0 ? [] : [`${this.#omitted} more notices were left out`];
    return [...this.#lines, ...more];
  }
}

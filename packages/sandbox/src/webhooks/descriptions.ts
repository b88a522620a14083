import type { Description } from "../description/description.ts";
import type { Version } from "../description/versions.ts";
import { loadVersion } from "../engine/loaded-version.ts";

/** Uses a description. */
type Use = (description: Description) => void;

/** The descriptions of the versions of targets, which are loaded when a target is added. */
export class Descriptions {
  readonly #loaded = new Map<Version, Description>();
  readonly #loading = new Map<Version, { readonly done: Promise<void>; readonly uses: Use[] }>();

  /** Whether a description can be used at once. */
  isLoaded(version: Version): boolean {
    return this.#loaded.has(version);
  }

  /** One of the descriptions that are loaded. */
  get any(): Description | undefined {
    const [description] = this.#loaded.values();
    return description;
  }

  load(version: Version): void {
    if (this.#loaded.has(version) || this.#loading.has(version)) return;
    const uses: Use[] = [];
    const done = loadVersion(version).then(({ description }) => {
      this.#loaded.set(version, description);
      this.#loading.delete(version);
      for (const use of uses) use(description);
    });
    // A flush reports the error. Without one, the unhandled rejection must not end the program.
    done.catch(() => {});
    this.#loading.set(version, { done, uses });
  }

  /** Uses a description at once, or in order when it is loaded. */
  use(version: Version, use: Use): void {
    const description = this.#loaded.get(version);
    if (description) use(description);
    else this.#loading.get(version)?.uses.push(use);
  }

  /** Resolves when nothing is loading; `undefined` when nothing is. */
  get loading(): Promise<unknown> | undefined {
    const all = [...this.#loading.values()].map(({ done }) => done);
    return all.length > 0 ? Promise.all(all) : undefined;
  }
}

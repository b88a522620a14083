import type { AdaptiveSize } from "./adaptive-size.ts";
import type { NoticeInit } from "./notice.ts";
import { ScrollRecovery } from "./scroll-recovery.ts";
import { SkippedRecords } from "./skipped-records.ts";
import type { PageRequest, PageResponse, Style } from "./styles.ts";
import type { Walk } from "./walk.ts";

/** How a walk goes on after a page that failed. */
export interface Step {
  readonly request: PageRequest;
  readonly notice?: NoticeInit | undefined;
  /** How long to wait before. */
  readonly delayMs?: number;
  /** Whether the list starts again. */
  readonly restarts?: true;
}

/** Decides how a walk goes on after pages that failed. */
export interface Recovery {
  /** @param before The page before; `undefined` for the first one. */
  after(error: unknown, request: PageRequest, before: PageResponse | undefined): Step | undefined;
  /** The notices that are due when a page has arrived. */
  notices(): readonly NoticeInit[];
  /** The last failure of a page of one item. */
  readonly unreadable?: unknown;
}

export function createRecovery(
  walk: Walk,
  style: Style,
  first: PageRequest,
  size: AdaptiveSize,
): Recovery {
  return style.repeatsRequest
    ? new ScrollRecovery(walk, first)
    : new PageRecovery(walk, style, size);
}

/** Requests fewer items, and leaves out one that cannot be read. */
class PageRecovery implements Recovery {
  readonly #walk: Walk;
  readonly #style: Style;
  readonly #size: AdaptiveSize;
  readonly #skipped = new SkippedRecords();
  unreadable: unknown;

  constructor(walk: Walk, style: Style, size: AdaptiveSize) {
    this.#walk = walk;
    this.#style = style;
    this.#size = size;
  }

  after(error: unknown, request: PageRequest, before: PageResponse | undefined): Step | undefined {
    const { route, settings } = this.#walk;
    const smaller = this.#size.shrink(error, request, before);
    if (smaller === undefined) return undefined;
    if (smaller === "one") {
      this.unreadable = error;
      const next = settings.skips ? this.#skipped.skip(this.#style, request, error) : undefined;
      return next && { request: next };
    }
    if (smaller === request) return { request };
    const message = `${route} failed, and is requested with fewer items on a page`;
    return { request: smaller, notice: { kind: "smaller-pages", message, error } };
  }

  notices(): NoticeInit[] {
    const message = `${this.#walk.route} has a record that could not be read, and that is left out`;
    return this.#skipped.take().map((record) => ({ kind: "skipped", message, ...record }));
  }
}

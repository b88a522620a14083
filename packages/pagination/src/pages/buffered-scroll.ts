import type { Checkpoint } from "@interkit/core";
import type { ListSource, Page } from "./walk.ts";

/** A scroll expires after a minute without a request; a request may take long too. */
const maxPauseMs = 30_000;
/** Pages of a scroll have 100 companies. */
const maxPages = 50;

type Arrival = { readonly page: Page<unknown> | undefined } | { readonly error: unknown };

/**
 * Reads the pages of a scroll ahead of a slow reader, so that the scroll does not expire: one page each
 * time that no request was sent for half a minute, into a buffer of limited size.
 */
export class BufferedScroll implements ListSource<unknown, unknown> {
  readonly #pages: ListSource<unknown, unknown>;
  readonly #isAhead: boolean;
  readonly #limit: number;
  /** What was read and not returned, in order. */
  readonly #buffer: Promise<Arrival>[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #itemCount = 0;
  #isOver = false;
  #isFull = false;

  /** @param isAhead Whether pages may be requested before they are reached. */
  constructor(pages: ListSource<unknown, unknown>, limit: number, isAhead: boolean) {
    this.#pages = pages;
    this.#limit = limit;
    this.#isAhead = isAhead;
  }

  async read(): Promise<Page<unknown> | undefined> {
    this.#isOver = false;
    const [arriving = this.#request()] = this.#buffer;
    const arrival = await arriving;
    this.#buffer.shift();
    if (this.#isFull) this.#readOn();
    if ("error" in arrival) throw arrival.error;
    return arrival.page;
  }

  readAhead(): void {
    if (this.#buffer.length === 0) this.#pages.readAhead();
  }

  confirm(items: number): void {
    this.#pages.confirm(items);
  }

  checkpoint(): Checkpoint {
    return this.#pages.checkpoint();
  }

  stop(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#pages.stop();
  }

  /** Reads the next page into the buffer. */
  #request(): Promise<Arrival> {
    clearTimeout(this.#timer);
    const arriving = this.#pages.read().then(
      (page) => {
        this.#itemCount += page?.items.length ?? 0;
        if (page === undefined) this.#isOver = true;
        else this.#wait();
        return { page };
      },
      (error: unknown) => {
        this.#isOver = true;
        return { error };
      },
    );
    this.#buffer.push(arriving);
    return arriving;
  }

  #wait(): void {
    if (!this.#isAhead || this.#isOver || this.#itemCount >= this.#limit) return;
    this.#isFull = this.#buffer.length >= maxPages;
    if (this.#isFull) return;
    this.#timer = setTimeout(() => this.#readOn(), maxPauseMs);
    // An iteration that was not ended must not keep a process alive.
    (this.#timer as { unref?: () => void }).unref?.();
  }

  #readOn(): void {
    this.#isFull = false;
    // The page may have been requested ahead, so that the one after it is requested too.
    this.#request().then(() => {
      if (!this.#isOver) this.#pages.readAhead();
    });
  }
}

import { countBefore } from "./position.ts";

const maxBlock = 1024;

/**
 * A sorted list. It is stored in blocks, so that an insertion or removal in the middle moves the
 * rest of one block, and not half of the list.
 *
 * A place in the list is given by `isBefore`: whether an item comes before that place.
 */
export class SortedList<T> {
  readonly #blocks: T[][] = [];
  #size = 0;

  /** Creates a list of items that are already sorted. */
  constructor(items: readonly T[] = []) {
    for (let start = 0; start < items.length; start += maxBlock) {
      this.#blocks.push(items.slice(start, start + maxBlock));
    }
    this.#size = items.length;
  }

  get size(): number {
    return this.#size;
  }

  /** How many items come before a place. */
  countBefore(isBefore: (item: T) => boolean): number {
    const [at, place] = this.#find(isBefore);
    let count = place;
    for (const block of this.#blocks.slice(0, at)) count += block.length;
    return count;
  }

  insert(item: T, isBefore: (item: T) => boolean): void {
    const [at, place] = this.#find(isBefore);
    const block = this.#blocks[at] ?? [];
    if (block.length === 0) this.#blocks[at] = block;
    block.splice(place, 0, item);
    if (block.length > maxBlock) this.#blocks.splice(at + 1, 0, block.splice(maxBlock / 2));
    this.#size += 1;
  }

  /** Replaces the item at a place. */
  replace(item: T, isBefore: (item: T) => boolean): void {
    const [at, place] = this.#find(isBefore);
    (this.#blocks[at] as T[])[place] = item;
  }

  remove(isBefore: (item: T) => boolean): void {
    const [at, place] = this.#find(isBefore);
    const block = this.#blocks[at] as T[];
    block.splice(place, 1);
    if (block.length === 0) this.#blocks.splice(at, 1);
    this.#size -= 1;
  }

  /** The items between two indexes. */
  slice(from: number, to: number): T[] {
    const found: T[][] = [];
    let start = 0;
    for (const block of this.#blocks) {
      if (start >= to) break;
      const end = start + block.length;
      if (end > from) found.push(block.slice(Math.max(from - start, 0), to - start));
      start = end;
    }
    return ([] as T[]).concat(...found);
  }

  /** The block with a place, and the index in it. The end of the list is in the last block. */
  #find(isBefore: (item: T) => boolean): [block: number, place: number] {
    const blocks = this.#blocks;
    const ends = (at: number) => isBefore(blocks[at]?.at(-1) as T);
    // Most new records come last.
    const last = Math.max(blocks.length - 1, 0);
    const at = blocks.length === 0 || ends(last) ? last : countBefore(last, ends);
    const block = blocks[at] ?? [];
    return [at, countBefore(block.length, (place) => isBefore(block[place] as T))];
  }
}

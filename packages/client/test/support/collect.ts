import { passTime } from "./pass-time.ts";

/** Reads all items of an iterable, while the virtual clock advances. */
export function collectAll<T>(items: AsyncIterable<T>): Promise<T[]> {
  const read = async () => {
    const all: T[] = [];
    for await (const item of items) all.push(item);
    return all;
  };
  return passTime(read());
}

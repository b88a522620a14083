import { isDeepStrictEqual } from "node:util";
import type { MirroredItem } from "./client.ts";
import type { Stream } from "./streams.ts";
import type { MirrorRecord } from "./targets/target.ts";

/** The fields of a listed object that differ from those of its copy. A list has no parts of conversations. */
export function differingFields(
  { isListedWhole }: Stream,
  item: MirroredItem,
  { data }: MirrorRecord,
): string[] {
  const listed = item as unknown as Readonly<Record<string, unknown>>;
  const names = new Set([...Object.keys(listed), ...(isListedWhole ? Object.keys(data) : [])]);
  return [...names].filter((name) => !isDeepStrictEqual(listed[name], data[name]));
}

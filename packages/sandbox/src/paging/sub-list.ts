/** A list inside another thing: the first ten, and where all of them are. */
export interface SubList {
  readonly type: "list";
  readonly data: readonly { type: string; id: string; url: string }[];
  readonly url: string;
  readonly total_count: number;
  readonly has_more: boolean;
}

const shown = 10;

/** Sums up what belongs to a thing, as a contact shows its tags, notes and companies. */
export function subList(type: string, ids: readonly string[], url: string, base: string): SubList {
  return {
    type: "list",
    data: ids.slice(0, shown).map((id) => ({ type, id, url: `${base}/${id}` })),
    url,
    total_count: ids.length,
    has_more: ids.length > shown,
  };
}

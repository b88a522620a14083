/** A list inside a record: its first ten items, and the path of the whole list. */
export interface SubList {
  readonly type: "list";
  readonly data: readonly { type: string; id: string; url: string }[];
  readonly url: string;
  readonly total_count: number;
  readonly has_more: boolean;
}

const shown = 10;

/** Creates a list inside a record, such as the tags, notes and companies of a contact. */
export function subList(type: string, ids: readonly string[], url: string, base: string): SubList {
  return {
    type: "list",
    data: ids.slice(0, shown).map((id) => ({ type, id, url: `${base}/${id}` })),
    url,
    total_count: ids.length,
    has_more: ids.length > shown,
  };
}

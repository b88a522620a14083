import type { Snapshot } from "@interkit/sandbox";

/** A record of a collection. */
export interface Row {
  readonly collection: string;
  readonly row: Readonly<Record<string, unknown>> & { readonly id: string };
}

export const rowsOf = ({ collections }: Snapshot): Row[] =>
  Object.entries(collections).flatMap(([collection, all]) =>
    all.map((row) => ({ collection, row: row as unknown as Row["row"] })),
  );

/** The records of a state that another state does not have. */
export function removedBetween(before: Snapshot, after: Snapshot): Row[] {
  const key = ({ collection, row }: Row) => `${collection} ${row.id}`;
  const left = new Set(rowsOf(after).map(key));
  return rowsOf(before).filter((one) => !left.has(key(one)));
}

/** The properties that contain an id, such as `notes.owner_id`. */
export function holdersOf(id: string, snapshot: Snapshot): string[] {
  return rowsOf(snapshot).flatMap(({ collection, row }) => placesOf(row, id, collection));
}

function placesOf(value: unknown, id: string, at: string): string[] {
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([key, part]) =>
      placesOf(part, id, Array.isArray(value) ? `${at}[]` : `${at}.${key}`),
    );
  }
  if (typeof value !== "string" && typeof value !== "number") return [];
  // The id of an owner may have its kind as a prefix.
  return String(value)
    .split(/[^\w-]+/)
    .includes(id)
    ? [at]
    : [];
}

/**
 * A state in which every property that can refer to a record does: each empty property whose name has
 * the name of the collection, such as `parent_folder_id` for `folders`.
 */
export function withReferencesTo(
  { collection, row: { id } }: Row,
  snapshot: Snapshot,
  filled: Snapshot,
) {
  const kind = singular(collection);
  const isFor = (field: string) => {
    const [, name] = /^(\w+?)_ids?$/.exec(field) ?? [];
    return name !== undefined && (isEnd(kind, name) || isEnd(name, kind));
  };
  const numeric = new Set(
    rowsOf(filled).flatMap(({ row }) =>
      Object.entries(row)
        .filter(([, value]) => typeof [value].flat()[0] === "number")
        .map(([field]) => field),
    ),
  );
  const collections = Object.entries(snapshot.collections).map(([other, all]) => {
    const fill = ([field, value]: [string, unknown]) => {
      const isOpen = value === null || (Array.isArray(value) && value.length === 0);
      if (!isOpen || !isFor(field)) return [field, value];
      const own = numeric.has(field) ? Number(id) : id;
      return [field, field.endsWith("s") ? [own] : own];
    };
    const rows = all.map((row) =>
      other === collection && row.id === id
        ? row
        : Object.fromEntries(Object.entries(row).map(fill)),
    );
    return [other, rows];
  });
  return { ...snapshot, collections: Object.fromEntries(collections) } as Snapshot;
}

/** `companies` becomes `company`, and `officeHoursSchedules` becomes `office_hours_schedule`. */
function singular(collection: string): string {
  const words = collection.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return words.replace(/ies$/, "y").replace(/s$/, "");
}

const isEnd = (whole: string, end: string) => `_${whole}`.endsWith(`_${end}`);

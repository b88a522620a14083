/** The names of a field at each step of a path; an empty one stands for all of its field. */
interface Tree {
  [name: string]: Tree;
}

/** Returns a value with the named fields alone. In a path such as `source.body`, a list stands for its items. */
export function pick(value: unknown, fields: readonly string[]): unknown {
  const tree: Tree = Object.create(null);
  for (const field of fields) {
    let place = tree;
    for (const name of field.split(".")) place = place[name] ??= Object.create(null) as Tree;
  }
  return pickTree(value, tree);
}

/** The named fields that none of these values has. What is in an empty list or in `null` is unknown. */
export function missingFields(
  values: readonly unknown[],
  fields: readonly string[] = [],
): string[] {
  return fields.filter((field) => !hasPath(values, field.split(".")));
}

/** What to say of such fields; none are no notice. */
export function missingNotice(missing: readonly string[]): string[] {
  if (missing.length === 0) return [];
  const names = missing.slice(0, 5).map((field) => JSON.stringify(field));
  return [`The result has no field ${names.join(", ")}: check the names in fields.`];
}

function hasPath(value: unknown, [name, ...rest]: readonly string[]): boolean {
  if (name === undefined || value === null) return true;
  if (Array.isArray(value)) {
    return value.length === 0 || value.some((item) => hasPath(item, [name, ...rest]));
  }
  if (typeof value !== "object" || !Object.hasOwn(value as object, name)) return false;
  return hasPath((value as Readonly<Record<string, unknown>>)[name], rest);
}

function pickTree(value: unknown, tree: Tree): unknown {
  const names = Object.keys(tree);
  if (names.length === 0 || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => pickTree(item, tree));
  const found = Object.entries(value).filter(([name]) => name in tree);
  return Object.fromEntries(
    found.map(([name, inner]) => [name, pickTree(inner, tree[name] ?? {})]),
  );
}

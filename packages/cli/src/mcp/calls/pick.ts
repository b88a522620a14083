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

function pickTree(value: unknown, tree: Tree): unknown {
  const names = Object.keys(tree);
  if (names.length === 0 || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => pickTree(item, tree));
  const found = Object.entries(value).filter(([name]) => name in tree);
  return Object.fromEntries(
    found.map(([name, inner]) => [name, pickTree(inner, tree[name] ?? {})]),
  );
}

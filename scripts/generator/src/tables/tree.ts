import { DescriptionError, type Problem } from "../description/problems.ts";

/** Methods by name, and groups of methods by name: `contacts` → `companies` → `list`. */
export type Tree<Leaf> = Map<string, Leaf | Tree<Leaf>>;

/** An entry of a tree, with an id that determines its place. */
interface Placed {
  readonly id: string;
  readonly route: string;
}

/** Names that JavaScript, or the client itself, gives a meaning of their own. */
const TAKEN = new Set([
  "client",
  "constructor",
  "hasOwnProperty",
  "prototype",
  "then",
  "toJSON",
  "toString",
  "valueOf",
]);

/**
 * Puts each leaf at the place of its operationId, in the given order.
 *
 * @throws {DescriptionError} naming every id whose place is taken: by another route, by a group of
 * methods, or by JavaScript.
 */
export function treeOf<Leaf extends Placed>(leaves: Iterable<Leaf>): Tree<Leaf> {
  const root: Tree<Leaf> = new Map();
  const problems: Problem[] = [];
  for (const leaf of leaves) {
    const mistake = insert(root, leaf);
    if (mistake) {
      problems.push({
        position: undefined,
        mistake,
        fix: `give ${leaf.route} another operationId`,
      });
    }
  }
  if (problems.length > 0) throw new DescriptionError(problems);
  return inReadingOrder(root);
}

/** The most used methods come first; further ones follow in the description's order, then groups. */
const FIRST = ["list", "get", "create", "update", "delete", "search"];

function inReadingOrder<Leaf>(tree: Tree<Leaf>): Tree<Leaf> {
  const rank = ([name, member]: [string, Leaf | Tree<Leaf>]): number => {
    if (member instanceof Map) return FIRST.length + 1;
    return FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length;
  };
  const members = [...tree].sort((a, b) => rank(a) - rank(b));
  return new Map(
    members.map(([name, member]) => [
      name,
      member instanceof Map ? inReadingOrder(member) : member,
    ]),
  );
}

function insert<Leaf extends Placed>(root: Tree<Leaf>, leaf: Leaf): string | undefined {
  const { id, route } = leaf;
  const steps = id.split(".");
  const taken = steps.find((step) => TAKEN.has(step));
  if (taken) return `"${taken}" in the operationId "${id}" has another meaning in JavaScript`;
  const name = steps.pop() as string;
  let group = root;
  for (const step of steps) {
    const inside = group.get(step) ?? new Map();
    if (!(inside instanceof Map)) {
      return `"${id}" needs the group "${step}", which is already the method of ${inside.route}`;
    }
    group.set(step, inside);
    group = inside;
  }
  const present = group.get(name);
  if (present instanceof Map) return `"${id}" (${route}) is also a group of methods`;
  if (present && present.route !== route) {
    return `the operationId "${id}" has two routes, ${present.route} and ${route}`;
  }
  group.set(name, leaf);
  return undefined;
}

/** The places of a tree that have none of some methods: groups where all is missing, else methods. */
export function absentPlaces<Leaf extends Placed>(
  all: Iterable<Leaf>,
  present: readonly Placed[],
): string[] {
  const has = new Set(present.map(({ id }) => id));
  const missing = (tree: Tree<Leaf>, place: string): string[] =>
    [...tree].flatMap(([name, member]) => {
      if (!(member instanceof Map)) return has.has(member.id) ? [] : [member.id];
      const group = place + name;
      const isThere = present.some(({ id }) => id.startsWith(`${group}.`));
      return isThere ? missing(member, `${group}.`) : [group];
    });
  return missing(treeOf(all), "");
}

/**
 * In which of all versions something is, in words: `since 2.11`, `2.9 to 2.13`, `up to 2.13`, `in Preview`.
 * Empty for what is in each of them.
 *
 * @param all The versions, oldest first.
 */
export function rangeWords(present: ReadonlySet<string>, all: readonly string[]): string {
  const runs: [first: number, last: number][] = [];
  for (const [index, version] of all.entries()) {
    if (!present.has(version)) continue;
    const run = runs.at(-1);
    if (run?.[1] === index - 1) run[1] = index;
    else runs.push([index, index]);
  }
  return runs.map(([first, last]) => runWords(first, last, all)).join(" and ");
}

function runWords(first: number, last: number, all: readonly string[]): string {
  const [from, to] = [all[first], all[last]];
  const isOpen = last === all.length - 1;
  if (first === 0 && isOpen) return "";
  if (first === last) return `in ${from}`;
  if (isOpen) return `since ${from}`;
  return first === 0 ? `up to ${to}` : `${from} to ${to}`;
}

/**
 * Whether the versions of an entry of the evidence are a range, for which it is taken to hold. The ledger names the
 * versions in which something was seen; where its source does not say which version that was, it has all possible ones.
 */
export function isRange(versions: readonly string[], all: readonly string[]): boolean {
  const held = new Set(versions);
  return all.some((_, index) => {
    const three = all.slice(index, index + 3);
    return three.length === 3 && three.every((version) => held.has(version));
  });
}

/** The versions of an entry of the evidence in words: `in 2.11`, `for 2.11 and later`. */
export function seenWords(versions: readonly string[], all: readonly string[]): string {
  const words = rangeWords(new Set(versions), all);
  const preposition = isRange(versions, all) ? "for" : "in";
  if (words === "") return `${preposition} all versions`;
  const range = words
    .replace(/\bin /g, "")
    .replace(/\bsince (\S+)/g, "$1 and later")
    .replace(/^up to/, "versions up to");
  return `${preposition} ${range}`;
}

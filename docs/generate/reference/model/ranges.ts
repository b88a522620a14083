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

/** The same range, as an entry of the evidence names its versions: `2.11`, `2.11 and later`. */
export function seenWords(present: ReadonlySet<string>, all: readonly string[]): string {
  const words = rangeWords(present, all);
  if (words === "") return "all versions";
  return words.replace(/\bin /g, "").replace(/\bsince (\S+)/g, "$1 and later");
}

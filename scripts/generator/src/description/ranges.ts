/** The API versions of the description, oldest first. Preview is the last. */
export type Versions = readonly string[];

const COMPARATOR = /^(>=|>|<=|<|=)?(\d+\.\d+|Preview)$/;

/**
 * The versions that a range names: `">=2.11"`, `"<2.14"`, `">=2.9 <2.14"`, `"<2.11 || >=2.13"`,
 * `"Preview"`.
 *
 * Comparators side by side must all hold; `||` separates alternatives; a version without a comparator
 * is that version alone.
 *
 * @throws {RangeError} for a range that cannot be read or that names an unknown version.
 */
export function versionsInRange(range: string, versions: Versions): ReadonlySet<string> {
  const named = range.split("||").flatMap((alternative) => {
    const tests = alternative
      .trim()
      .split(/\s+/)
      .map((text) => comparator(text, versions));
    return versions.filter((_, index) => tests.every((test) => test(index)));
  });
  return new Set(named);
}

function comparator(text: string, versions: Versions): (index: number) => boolean {
  const [, operator = "=", version = ""] = COMPARATOR.exec(text) ?? [];
  const bound = versions.indexOf(version);
  if (bound < 0) {
    throw new RangeError(
      version ? `there is no API version ${version}` : `"${text}" is not a comparison`,
    );
  }
  switch (operator) {
    case ">=":
      return (index) => index >= bound;
    case ">":
      return (index) => index > bound;
    case "<=":
      return (index) => index <= bound;
    case "<":
      return (index) => index < bound;
    default:
      return (index) => index === bound;
  }
}

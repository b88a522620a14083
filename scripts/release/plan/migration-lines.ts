/**
 * A line of a program before a change, which compiles with the types of the base, and after it, which
 * compiles with those of the head. Values of the program have the names of what they are: `body`.
 */
export interface Migration {
  readonly before: string;
  readonly after: string;
}

/** The first value that some facts name: `value "open"`. */
export function valueIn(facts: readonly string[]): string | undefined {
  const fact = facts.find((one) => /^value "/.test(one));
  return fact === undefined ? undefined : (JSON.parse(fact.slice("value ".length)) as string);
}

/** What its deprecation said to use instead. */
export function insteadOf(facts: readonly string[]): string {
  const instead = facts.find((fact) => fact.startsWith("instead: "));
  return instead === undefined ? "// gone" : `// use ${instead.slice("instead: ".length)}`;
}

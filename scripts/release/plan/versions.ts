/**
 * Names API versions in a few words: `2.14 to 2.17, Preview`. `all` are the versions there are, oldest
 * first; three or more that follow each other are a range.
 */
export function versionsText(versions: readonly string[], all: readonly string[]): string {
  const isNumbered = (version: string) => /^\d/.test(version);
  const numbered = all.filter(isNumbered);
  const runs: string[][] = [];
  for (const [index, version] of numbered.entries()) {
    if (!versions.includes(version)) continue;
    const last = runs.at(-1);
    if (last !== undefined && last.at(-1) === numbered[index - 1]) last.push(version);
    else runs.push([version]);
  }
  const ranges = runs.flatMap((run) =>
    run.length < 3 ? run : [`${run[0]} to ${run[run.length - 1]}`],
  );
  return [...ranges, ...versions.filter((version) => !numbered.includes(version))].join(", ");
}

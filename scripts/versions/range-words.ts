import { type Versions, versionsInRange } from "interkit-generator/description/ranges";

const COMPARATOR = /(>=|>|<=|<|=)?(\d+\.\d+|Preview)/g;
const RANGE =
  /^(>=|>|<=|<|=)?(\d+\.\d+|Preview)((\s+|\s*\|\|\s*)(>=|>|<=|<|=)?(\d+\.\d+|Preview))*$/;

/** Whether a text is a range of versions, in its form at least. */
export const isRange = (text: string): boolean => RANGE.test(text);

/** Whether a range names a version, instead of only containing it. */
export function names(range: string, version: string): boolean {
  return [...range.matchAll(COMPARATOR)].some(([, , named]) => named === version);
}

/** A range that treats `version` as it treats the version before it. */
export function copied(range: string, version: string, before: string): string {
  return replaceComparators(range, {
    [`<=${before}`]: `<=${version}`,
    [`>${before}`]: `>${version}`,
    [before]: `>=${before} <=${version}`,
  });
}

/** A range that treats `version` as it treats the one after it. */
export function likeNext(range: string, version: string, after: string, isLast: boolean): string {
  return replaceComparators(range, {
    [`<${after}`]: `<${version}`,
    [`>=${after}`]: `>=${version}`,
    [after]: isLast ? `>=${version}` : `>=${version} <=${after}`,
  });
}

/**
 * A range that treats all other versions as before, and does not name `version` any more. Undoes
 * the two above.
 *
 * @returns nothing when the range contains that version alone.
 */
export function without(range: string, version: string, versions: Versions): string | undefined {
  const at = versions.indexOf(version);
  const before = versions[at - 1];
  const after = versions[at + 1] as string;
  const rest = versions.filter((one) => one !== version);
  const fromNext = after === rest.at(-1) ? after : `>=${after}`;
  const alternatives = range.split(/\s*\|\|\s*/).flatMap((alternative) => {
    if (!names(alternative, version)) return [alternative];
    const replacements: Record<string, string> = {
      [`>=${version}`]: fromNext,
      [`<${version}`]: `<${after}`,
    };
    if (before === undefined) replacements[`>${version}`] = fromNext;
    else
      Object.assign(replacements, {
        [`<=${version}`]: `<=${before}`,
        [`>${version}`]: `>${before}`,
      });
    const reduced = replaceComparators(alternative, replacements);
    if (names(reduced, version) || versionsInRange(reduced, rest).size === 0) return [];
    return [reduced === `>=${before} <=${before}` ? String(before) : reduced];
  });
  return alternatives.length > 0 ? alternatives.join(" || ") : undefined;
}

function replaceComparators(range: string, replacements: Readonly<Record<string, string>>): string {
  return range.replace(COMPARATOR, (comparator) => replacements[comparator] ?? comparator);
}

import { isOtherVersion, type SourcePage } from "./document.ts";

/**
 * The pages without those that repeat what others have: of the reference there is the newest stable version, and
 * of the differences of versions there are the steps from one version to the next.
 */
export function newestPages(pages: readonly SourcePage[]): SourcePage[] {
  const further = furtherPairs(pages);
  return pages.filter((page) => !isOtherVersion(page) && !further.has(page.id));
}

/** The pages of two versions that have others between them. */
function furtherPairs(pages: readonly SourcePage[]): Set<string> {
  const pairs = pages.flatMap(({ id }) => {
    const [, from, to] = /^versions\/from-(.+)-to-(.+)$/.exec(id) ?? [];
    return from === undefined || to === undefined ? [] : [{ id, from, to }];
  });
  const next = new Map<string, string>();
  for (const { from, to } of pairs.sort((one, other) => byVersion(one.to, other.to))) {
    if (!next.has(from)) next.set(from, to);
  }
  return new Set(pairs.filter(({ from, to }) => next.get(from) !== to).map(({ id }) => id));
}

/** 2.9 is before 2.10, and the preview is after all numbers. */
const byVersion: (one: string, other: string) => number = new Intl.Collator("en", { numeric: true })
  .compare;

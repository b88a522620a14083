import type { Modules, Size } from "./measure.ts";
import type { Program } from "./programs.ts";

/** What a bundle may have, and had when its limit was written. */
export interface Limit {
  readonly bytes: number;
  readonly modules: Modules;
}

export type Limits = Readonly<Record<string, Limit>>;

/** A small change must not need a new limit: a limit is this much above the size that it was written for. */
const allowance = 1.03;

/** The limits that fit the sizes of now. */
export function limitsOf(programs: readonly Program[], sizes: readonly Size[]): Limits {
  return Object.fromEntries(
    programs.flatMap(({ name }, index): [string, Limit][] => {
      const size = sizes[index];
      return size ? [[name, { ...size, bytes: Math.floor(size.bytes * allowance) }]] : [];
    }),
  );
}

/** Why a bundle is refused, or nothing: a limit that is exceeded is named with the modules that grew. */
export function excessOf(name: string, size: Size, limit: Limit | undefined): string | undefined {
  if (limit === undefined) return `${name}: has no limit. ${remedy}`;
  if (size.bytes <= limit.bytes) return undefined;
  const grown = grownModules(size.modules, limit.modules).slice(0, 5);
  return [
    `${name}: ${size.bytes} bytes, and ${limit.bytes} is the limit. ${remedy}`,
    ...grown.map(([file, before, now]) =>
      before === 0 ? `  ${file}: new, ${now} bytes` : `  ${file}: ${before} → ${now} bytes`,
    ),
  ].join("\n");
}

const remedy =
  "Make it smaller, or run `npm run size -- --write` and give the reason in the commit.";

/** The modules that have more bytes than before, those that grew most first. */
function grownModules(
  now: Modules,
  before: Modules,
): [file: string, before: number, now: number][] {
  return Object.entries(now)
    .map(([file, bytes]): [string, number, number] => [file, before[file] ?? 0, bytes])
    .filter(([, old, bytes]) => bytes > old)
    .sort(([, oldA, a], [, oldB, b]) => b - oldB - (a - oldA));
}

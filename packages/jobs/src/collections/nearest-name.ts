import { closestMatch } from "leven";

/** The name that is most like another one, whatever its case; `undefined` where none is like it. */
export function nearestName(name: string, names: readonly string[]): string | undefined {
  const lowered = names.map((one) => one.toLowerCase());
  const maxDistance = Math.max(2, Math.floor(name.length / 4));
  const found = closestMatch(name.toLowerCase(), lowered, { maxDistance });
  return found === undefined ? undefined : names[lowered.indexOf(found)];
}

import { elsewhere } from "./unchecked/elsewhere.ts";
import { meanings } from "./unchecked/meanings.ts";
import { outside } from "./unchecked/outside.ts";

/**
 * Documented sentences without a claim, by the reason. Each has its place, so that it excludes no other
 * sentence.
 */
export const unchecked: Readonly<Record<string, readonly string[]>> = {
  ...meanings,
  ...outside,
  ...Object.fromEntries(
    Object.entries(elsewhere).map(([file, sentences]) => [
      `It is tried in test/${file}.`,
      sentences,
    ]),
  ),
};

/** The test files that check sentences without a claim, below `test/`. */
export const elsewhereFiles: readonly string[] = Object.keys(elsewhere);

import { elsewhere } from "./unchecked/elsewhere.ts";
import { meanings } from "./unchecked/meanings.ts";
import { outside } from "./unchecked/outside.ts";

/**
 * What is stated and not tried by a claim, by the reason why. Each is a sentence as it stands at its
 * place, so that no other sentence passes for it.
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

/** The files that try what no claim does, below `test/`. */
export const elsewhereFiles: readonly string[] = Object.keys(elsewhere);

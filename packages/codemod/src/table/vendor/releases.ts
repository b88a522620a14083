import three from "./3.json" with { type: "json" };
import four from "./4.json" with { type: "json" };
import five from "./5.json" with { type: "json" };
import six from "./6.json" with { type: "json" };
import seven from "./7.json" with { type: "json" };
import type { Major, Release } from "./release.ts";

/** What was observed of the newest release of each major version: `scripts/extract` writes the files. */
export const releases: Readonly<Record<Major, Release>> = {
  3: three as Release,
  4: four as Release,
  5: five as Release,
  6: six as Release,
  7: seven as Release,
};

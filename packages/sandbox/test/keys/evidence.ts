import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

interface Entry {
  readonly schema?: string;
  readonly source: string;
  readonly versions: readonly string[];
  readonly properties?: Readonly<Record<string, readonly string[]>>;
  /** Whether the objects had no other keys than the properties. */
  readonly whole?: boolean;
}

/** The keys of a schema's objects in recordings of one version. */
export interface Recorded {
  /** Every object had them. */
  readonly always: readonly string[];
  /** Some object had them. */
  readonly seen: readonly string[];
}

/** The schemas of responses of which whole objects were recorded in a version, and their keys. */
export function recordedKeys(version: string): ReadonlyMap<string, Recorded> {
  const ledger = require("@interkit/openapi/evidence.json") as readonly Entry[];
  const found = new Map<string, Recorded>();
  const entries = ledger.filter(
    ({ schema, source, versions }) =>
      schema !== undefined &&
      (source === "recorded" || source === "stated") &&
      versions.includes(version),
  );
  for (const name of new Set(entries.map(({ schema = "" }) => schema))) {
    const own = entries.filter(({ schema }) => schema === name);
    const whole = own.filter((entry) => entry.whole);
    const [first] = whole;
    if (!first) continue;
    const always = keysOf(first).filter((key) =>
      whole.every(({ properties = {} }) => properties[key] && !properties[key].includes("absent")),
    );
    found.set(name, { always, seen: [...new Set(own.flatMap(keysOf))] });
  }
  return found;
}

/** The keys of an entry, without the elements of lists, which it has as `name[]`. */
function keysOf({ properties = {} }: Entry): string[] {
  return Object.keys(properties).filter((key) => !key.endsWith("[]"));
}

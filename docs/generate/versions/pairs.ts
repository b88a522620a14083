import path from "node:path";
import { type Plan, planOf } from "../../../scripts/release/plan/plan.ts";
import { readSide, type Side } from "../../../scripts/release/plan/sides.ts";

/** What an upgrade from one API version to a later one changes for a program. */
export interface Upgrade {
  readonly from: string;
  readonly to: string;
  readonly plan: Plan;
}

/** Every pair of API versions, the older one first, and the versions themselves, oldest first. */
export interface Upgrades {
  readonly versions: readonly string[];
  readonly of: (from: string, to: string) => Upgrade;
}

const root = path.resolve(import.meta.dirname, "../../..");

/** Compares API versions as the release plan compares two releases of one version. */
export function readUpgrades(): Upgrades {
  const side = readSide(path.join(root, "openapi"), root);
  const known = new Map<string, Upgrade>();
  return {
    versions: [...side.documents.keys()],
    of: (from, to) => {
      const key = `${from} ${to}`;
      const upgrade = known.get(key) ?? compare(side, from, to);
      known.set(key, upgrade);
      return upgrade;
    },
  };
}

function compare(side: Side, from: string, to: string): Upgrade {
  return { from, to, plan: planOf(as(side, from, to), as(side, to, to)) };
}

/** One version as if it were another, so that the two are compared, and calls of both can be written. */
function as(side: Side, version: string, name: string): Side {
  const only = (documents: Side["documents"]): Side["documents"] => {
    const document = documents.get(version);
    if (document === undefined) throw new Error(`There is no version ${version}.`);
    return new Map([[name, document]]);
  };
  return {
    ...side,
    label: version,
    kind: "file",
    documents: only(side.documents),
    composed: only(side.composed ?? side.documents),
  };
}

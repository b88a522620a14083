import type { Major, SurfaceRow } from "./row.ts";
import { classicSurface, currentSurface } from "./surface-options.ts";
import { classicTypes, renamedTypes, sameTypes } from "./surface-types.ts";
import type { Exported } from "./vendor/release.ts";
import { releases } from "./vendor/releases.ts";

/** What a major version has beside its methods: options, errors, helpers, enums and types. */
export function surface(major: Major): readonly SurfaceRow[] {
  const lines = (major < 6 ? classicSurface : currentSurface).filter(({ kind, vendor }) =>
    isOffered(major, kind, vendor),
  );
  const exported = releases[major].exports.flatMap((one) => exportedRows(one));
  return [...lines, ...exported].map((line) => ({ major, ...line }));
}

/** Release 6 has fewer options than release 7. */
function isOffered(major: Major, kind: SurfaceRow["kind"], vendor: string): boolean {
  const { options, requestOptions, exports } = releases[major];
  if (kind === "option") return options.includes(vendor);
  if (kind === "request option") return requestOptions.includes(vendor);
  const isExported = exports.some(({ name }) => name === vendor);
  return !(vendor.startsWith("Intercom.") || vendor === "Page") || isExported;
}

function exportedRows({ name, kind, members = {} }: Exported): Omit<SurfaceRow, "major">[] {
  if (kind === "enum")
    return Object.entries(members).map(([key, value]) => memberRow(name, key, value));
  // A class is an error or a helper: those have lines of their own.
  if (kind === "class") return [];
  const short = name.replace(/^Intercom\./, "");
  const equal =
    classicTypes[name] ?? renamedTypes[short] ?? (sameTypes.includes(short) ? short : undefined);
  const interkit = equal === undefined ? {} : { interkit: equal };
  return [{ kind: "type", vendor: name, ...interkit, mechanical: typeIsMechanical(short, equal) }];
}

const regions: Readonly<Record<string, string>> = {
  UsProduction: '"us"',
  EuProduction: '"eu"',
  AuProduction: '"au"',
};

function memberRow(name: string, key: string, value: string | number): Omit<SurfaceRow, "major"> {
  const interkit = name === "IntercomEnvironment" ? regions[key] : JSON.stringify(value);
  return {
    kind: "enum",
    vendor: `${name}.${key}`,
    ...(interkit && { interkit }),
    mechanical: true,
  };
}

/** Requests that have no path parameters, so that their types have the same properties. */
const bodyAlone =
  /^(AdminReply|Assign|Close|ContactReply|Create(?!ContactNote|ContentImport)|CustomerRequest|MergeContacts|Open|Redact|Reply(?!ToTicket)|Snooze)/;

function typeIsMechanical(name: string, equal: string | undefined): SurfaceRow["mechanical"] {
  if (equal === undefined) {
    return {
      reason:
        'There is no type of this name. Name it by its method: `Awaited<ReturnType<Intercom["contacts"]["get"]>>`, `Parameters<Intercom["contacts"]["list"]>[0]`.',
    };
  }
  if (!name.endsWith("Request") || bodyAlone.test(name)) return true;
  return {
    reason: "The type there has the ids of the path too, which are arguments of their own here.",
  };
}

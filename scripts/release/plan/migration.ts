import type { QueryValues } from "interkit-generator/tables/method-example";
import type { Calls } from "./calls.ts";
import { insteadOf, type Migration, valueIn } from "./migration-lines.ts";
import type { PlannedChange } from "./plan.ts";
import { migrationOfProperty } from "./property-migration.ts";

/** The methods before and after. */
export interface BothCalls {
  readonly base: Calls;
  readonly head: Calls;
}

/**
 * The lines that a change breaks, as far as its place gives them: a call of a method, or the use of a
 * property.
 */
export function migrationOf(change: PlannedChange, calls: BothCalls): Migration | undefined {
  if (change.class !== "major") return undefined;
  return ofMethod(change, calls) ?? ofParameter(change, calls) ?? migrationOfProperty(change);
}

function ofMethod(
  { rule, base, head, place, versions }: PlannedChange,
  calls: BothCalls,
): Migration | undefined {
  const version = versions.at(-1) ?? "";
  const route = place.replace(/ body$/, "");
  const pair = (before: string | undefined, after: string | undefined) =>
    before === undefined || after === undefined ? undefined : { before, after };
  switch (rule) {
    case "operation-moved":
      return pair(calls.base.of(route, version), calls.head.of(route, version));
    case "operation-removed":
      return pair(calls.base.of(route, version), insteadOf(base));
    case "operation-route-changed":
      return pair(calls.base.ofPath(route, version), calls.head.ofPath(head[0] ?? "", version));
    case "path-parameter-renamed": {
      const renamed = route.replace(`{${base[0]}}`, `{${head[0]}}`);
      return pair(calls.base.ofPath(route, version), calls.head.ofPath(renamed, version));
    }
    case "body-required":
    case "required-body-added":
      return pair(calls.base.withoutBody(route, version), calls.head.of(route, version));
    case "body-removed":
      return pair(calls.base.of(route, version), calls.head.of(route, version));
    case "type-renamed":
    case "type-removed": {
      const line = (name: string | undefined) =>
        `import type { ${name} } from "@interkit/client/${version.toLowerCase()}";`;
      return {
        before: line(base[0] === "exists" ? place : base[0]),
        after: head[0] === undefined ? insteadOf(base) : line(head[0]),
      };
    }
    default:
      return undefined;
  }
}

function ofParameter(
  { rule, base, head, place, versions }: PlannedChange,
  calls: BothCalls,
): Migration | undefined {
  const [, route, name] = /^(\w+ \S+) query (\S+)$/.exec(place) ?? [];
  if (route === undefined || name === undefined) return undefined;
  const version = versions.at(-1) ?? "";
  const call = (side: keyof BothCalls, more?: QueryValues) => calls[side].of(route, version, more);
  const lines = ((): (string | undefined)[] => {
    switch (rule) {
      case "required-parameter-added":
      case "parameter-required":
        return [call("base"), call("head")];
      case "parameter-removed":
        return [
          call("base", new Map([[name, calls.base.valueOf(route, version, name)]])),
          call("head"),
        ];
      case "value-removed":
      case "values-replaced":
        return [
          call("base", new Map([[name, valueIn(base)]])),
          call("head", new Map([[name, valueIn(head)]])),
        ];
      default:
        return [];
    }
  })();
  const [before, after] = lines;
  if (before === undefined || after === undefined) return undefined;
  const instead = insteadOf(base);
  return { before, after: instead.startsWith("// use") ? `${after} ${instead}` : after };
}

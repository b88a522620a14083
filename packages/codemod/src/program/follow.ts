import ts from "typescript";
import { callersIn } from "./callers.ts";
import type { VendorValue } from "./declarations.ts";
import { errorParameters } from "./error-parameters.ts";
import type { Followed, FollowedValue, Reader } from "./followed.ts";
import { type Put, putsOf } from "./puts.ts";
import { vendorValueIn } from "./resolve.ts";
import { isUntyped, valueAt } from "./values.ts";
import type { Vendor } from "./vendor.ts";

interface Found extends Followed {
  readonly names: Map<string, FollowedValue>;
  readonly declared: Map<ts.Node, FollowedValue>;
}

/**
 * Finds the properties, keys, variables and parameters that files put clients and resources into, so that these are followed
 * where no type leads to them: `request.intercom` in a file that imports nothing.
 */
export function follow(
  files: readonly ts.SourceFile[],
  checker: ts.TypeChecker,
  vendor: Vendor,
): Followed {
  const found: Found = {
    names: new Map(),
    declared: new Map(),
    callers: new Set(),
    errors: new Set(),
    resources: resourcesOf(vendor),
  };
  const reader: Reader = { checker, followed: found };
  const puts = files.flatMap((file) => putsIn(file, checker));
  // A value may go through several places, so that one that is found leads to others.
  for (let before = -1; before !== sizeOf(found); ) {
    before = sizeOf(found);
    for (const put of puts) addValue(found, put, valuePut(put, reader));
  }
  for (const put of puts) if (isOther(put, reader)) addOther(found, put);
  const followed = { ...found, callers: callersIn(files, reader) };
  return { ...followed, errors: errorParameters(files, { checker, followed }) };
}

function resourcesOf({ methods }: Vendor): Set<string> {
  const paths = [...methods.keys()].flatMap((method) => {
    const names = method.split(".").slice(0, -1);
    return names.map((_, index) => names.slice(0, index + 1).join("."));
  });
  return new Set(paths);
}

function putsIn(file: ts.SourceFile, checker: ts.TypeChecker): Put[] {
  const puts: Put[] = [];
  const visit = (node: ts.Node): void => {
    puts.push(...putsOf(node, checker));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return puts;
}

const sizeOf = ({ names, declared }: Found): number => names.size + declared.size;

function valuePut({ value }: Put, reader: Reader): VendorValue | undefined {
  const found = ts.isExpression(value)
    ? valueAt(value, reader)
    : vendorValueIn(reader.checker.getTypeAtLocation(value), reader.checker);
  return found?.kind === "error" ? undefined : found;
}

function addValue(found: Found, { place }: Put, value: VendorValue | undefined): void {
  if (value === undefined) return;
  const known = typeof place === "string" ? found.names.get(place) : found.declared.get(place);
  const isSame = known === undefined || keyOf(known) === keyOf(value);
  set(found, place, isSame ? value : "several");
}

const keyOf = (value: FollowedValue): string =>
  value === "several" ? value : value.kind === "resource" ? value.path : `${value.kind}()`;

function set(found: Found, place: Put["place"], value: FollowedValue): void {
  if (typeof place === "string") found.names.set(place, value);
  else found.declared.set(place, value);
}

/** Doubles of a client in tests stand for the client. */
const double = /\b(mock|stub|fake|vi\.fn|jest\.fn)/i;

/** Whether a value may be another client: it has no type, and is none of `intercom-client`. */
function isOther({ value }: Put, reader: Reader): boolean {
  if (!ts.isExpression(value) || double.test(value.getText())) return false;
  return isUntyped(reader.checker.getTypeAtLocation(value)) && valueAt(value, reader) === undefined;
}

function addOther(found: Found, { place }: Put): void {
  const isKnown = typeof place === "string" ? found.names.has(place) : found.declared.has(place);
  if (isKnown) set(found, place, "several");
}

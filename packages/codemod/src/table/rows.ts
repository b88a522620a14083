import { type Operation, operations } from "../generated/operations.ts";
import { classic, current, type Hand } from "./hand.ts";
import type { Field, Major, Row, Target } from "./row.ts";
import type { VendorMethod } from "./vendor/release.ts";
import { releases } from "./vendor/releases.ts";

/** The methods of the newest release of a major version, each with what replaces it. */
export function rows(major: Major): readonly Row[] {
  const hand = major < 6 ? classic : current;
  return releases[major].methods.map((method) => rowOf(major, method, hand[method.name] ?? {}));
}

function rowOf(major: Major, method: VendorMethod, hand: Hand): Row {
  const operation = operationOf(method, hand);
  const here = placed(method, hand);
  const byHand = { ...(operation && unknownKeys(here, operation)), ...hand.byHand };
  const target = operation && targetOf(here, operation, byHand);
  const reason = hand.reason ?? reasonOf(method, operation);
  return {
    major,
    vendor: method.name,
    keys: method.keys,
    route: method.route,
    open: method.open ?? false,
    returns: method.returns,
    ...(target && { target }),
    mechanical: reason === undefined ? true : { reason },
    byHand,
    ...(hand.note !== undefined && { note: hand.note }),
  };
}

function operationOf(method: VendorMethod, hand: Hand): Operation | undefined {
  if (hand.method !== undefined) return operations.find(({ id }) => id === hand.method);
  const route = withoutNames(method.route);
  return operations.find((operation) => withoutNames(operation.route) === route);
}

/** Two clients may name the same place of a path differently. */
function withoutNames(route: string): string {
  return route.replace(/\{[\w.]+\}/g, "{}");
}

function targetOf(method: VendorMethod, operation: Operation, byHand: Row["byHand"]): Target {
  const { id, route, versions, input, items, file } = operation;
  const known = ({ to, from = "" }: Field) => isKnown(to, operation) && !(from in byHand);
  const query = method.query.filter(known);
  return {
    method: id,
    route,
    versions,
    path: method.path,
    input,
    fields: input === "body" ? method.body.filter(known) : input === "query" ? query : [],
    query: input === "body" ? query : [],
    result: items !== undefined ? "list" : file ? "download" : "call",
    ...(items !== undefined && { items }),
  };
}

/** The method with the places that its properties have here. */
function placed(method: VendorMethod, { places = {} }: Hand): VendorMethod {
  const query = method.query.map((field) => ({ ...field, to: places[field.to] ?? field.to }));
  return { ...method, query };
}

/** Whether the description has the property. */
function isKnown(to: string, { fields }: Operation): boolean {
  const [top = ""] = to.split(".");
  return top === "" || fields.includes(top);
}

/** Keys that `intercom-client` sends as something that the API does not have. */
function unknownKeys(method: VendorMethod, operation: Operation): Record<string, string> {
  const unknown = [...method.query, ...method.body].filter(
    ({ to, from }) => from !== undefined && !method.path.includes(from) && !isKnown(to, operation),
  );
  return Object.fromEntries(
    unknown.map(({ to, from }) => [
      from,
      `\`intercom-client\` sends it as \`${to}\`, which no description of \`${operation.route}\` has.`,
    ]),
  );
}

function reasonOf(method: VendorMethod, operation: Operation | undefined): string | undefined {
  if (operation === undefined) return `No description of API 2.7 or later has \`${method.route}\`.`;
  if (method.name.startsWith("unstable.")) {
    return "The methods of Intercom's version Unstable are those of a client of its own: import `createIntercom` from `@interkit/client/unstable`.";
  }
  if (operation.file) {
    return `\`${operation.id}\` returns a file: read it with \`stream()\`, \`bytes()\` or \`saveTo(path)\`.`;
  }
  return undefined;
}

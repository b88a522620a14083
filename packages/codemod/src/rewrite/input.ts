import ts from "typescript";
import type { Field, Row, Target } from "../table/row.ts";
import type { FileRewrite } from "./file-rewrite.ts";
import { planInPlace } from "./input-in-place.ts";
import {
  constantsOf,
  dedented,
  type Properties,
  type Property,
  readProperties,
  writeObject,
} from "./objects.ts";
import { commentWithin, type Input, type Plan, refuse } from "./plan.ts";
import { hasComments } from "./trivia.ts";

type MappedRow = Row & { readonly target: Target };

/** Plans the arguments from those of a call of `intercom-client`: an object, or none. */
export function planInput(
  rewrite: FileRewrite,
  row: MappedRow,
  argument: ts.Expression | undefined,
): Plan<Input> {
  const { path, fields } = row.target;
  if (argument === undefined) {
    if (path.length > 0) return refuse(`${row.vendor} has no argument with \`${path[0]}\`.`);
    const constants = constantsOf(rewrite, fields);
    const input = constants.length > 0 ? writeObject(rewrite, constants, undefined) : undefined;
    return () => ({ path: [], input, query: [] });
  }
  if (!ts.isObjectLiteralExpression(argument)) return planExpression(rewrite, row, argument);
  const properties = readProperties(argument);
  if (properties === undefined) return refuse("The argument has methods or computed names.");
  const values = new Map(properties.named.map((property) => [property.key, property]));
  const isPlain = [...fields, ...row.target.query].every(
    (field) => isTopLevel(field) || isAbsent(field, values),
  );
  const hasQuery = row.target.query.some(({ from }) => from !== undefined && values.has(from));
  const isInPlace = isPlain && !hasQuery;
  const problem = checkProperties(row, properties, isInPlace);
  if (problem !== undefined) return refuse(problem);
  if (!isInPlace && isCommented(rewrite, argument, row.target)) return refuse(commentWithin);
  return isInPlace
    ? planInPlace(rewrite, row.target, argument, properties)
    : planWritten(rewrite, row.target, argument, values);
}

/** Whether a comment stands in an object that is written anew, or in one of which only properties stay. */
function isCommented(
  rewrite: FileRewrite,
  object: ts.ObjectLiteralExpression,
  { fields, query }: Target,
): boolean {
  const opened = [...fields, ...query].flatMap(({ from = "" }) =>
    from.includes(".") ? [topOf(from)] : [],
  );
  const inner = readProperties(object)?.named.filter(({ key }) => opened.includes(key)) ?? [];
  const objects = inner.flatMap(({ value }) =>
    ts.isObjectLiteralExpression(value) ? [value] : [],
  );
  return [object, ...objects].some((one) => hasComments(rewrite, one));
}

const isTopLevel = ({ to, from = "" }: Field): boolean =>
  to !== "" && !to.includes(".") && !from.includes(".");

const isAbsent = ({ from }: Field, values: ReadonlyMap<string, unknown>): boolean =>
  from !== undefined && !values.has(topOf(from));

const topOf = (place: string): string => place.split(".")[0] ?? "";

function checkProperties(
  row: MappedRow,
  { named, spreads }: Properties,
  isInPlace: boolean,
): string | undefined {
  const { target } = row;
  const keys = new Set(named.map(({ key }) => key));
  const absent = target.path.find((key) => !keys.has(key));
  if (absent !== undefined) {
    return spreads.length > 0
      ? `\`${absent}\` is within \`...\`; pass it as an argument of its own.`
      : `${row.vendor} has no \`${absent}\` here.`;
  }
  const byHand = [...keys].find((key) => row.byHand[key] !== undefined);
  if (byHand !== undefined) return `\`${byHand}\` of ${row.vendor}: ${row.byHand[byHand]}`;
  const unknown = [...keys].find((key) => !row.keys.includes(key));
  if (unknown !== undefined && !(isInPlace && row.open && target.input === "body")) {
    return `${row.vendor} of intercom-client ${row.major} has no \`${unknown}\`.`;
  }
  const isSame = [...target.fields, ...target.query].every(({ from, to }) => from === to);
  if (spreads.length > 0 && !(isSame && target.query.length === 0)) {
    return "`...` may contain properties that have other names here.";
  }
  return undefined;
}

/** An argument that is a variable or another expression: nothing of it can be moved or renamed. */
function planExpression(
  rewrite: FileRewrite,
  { target, vendor }: MappedRow,
  argument: ts.Expression,
): Plan<Input> {
  const { path, fields, query } = target;
  const canRead = ts.isIdentifier(argument) || ts.isPropertyAccessExpression(argument);
  const [only] = fields;
  if (path.length === 0 && query.length === 0 && fields.every(({ from, to }) => from === to)) {
    return () => ({ path: [], input: rewrite.text(argument), query: [] });
  }
  if (canRead && query.length === 0) {
    const read = (key: string): string => `${rewrite.text(argument)}.${key}`;
    if (fields.length === 0) return () => ({ path: path.map(read), query: [] });
    if (fields.length === 1 && only?.to === "" && only.from !== undefined) {
      const { from } = only;
      return () => ({ path: path.map(read), input: read(from), query: [] });
    }
  }
  return refuse(`Write the arguments of ${vendor} one by one: ${describe(target)}.`);
}

function describe({ method, path, input }: Target): string {
  return `\`${method}(${[...path, ...(input === "none" ? [] : [input])].join(", ")})\``;
}

/** Writes a new object, for properties that move to another level. */
function planWritten(
  rewrite: FileRewrite,
  target: Target,
  object: ts.ObjectLiteralExpression,
  values: ReadonlyMap<string, Property>,
): Plan<Input> {
  const textOf = ({ from, constant }: Field): string | undefined => {
    const given = from === undefined ? undefined : textAt(rewrite, values, from);
    return (
      given ?? (constant === undefined ? undefined : rewrite.literal(JSON.stringify(constant)))
    );
  };
  return () => ({
    path: target.path.map((key) => textOf({ from: key, to: key }) ?? ""),
    input: writeFields(rewrite, target.fields, textOf, object),
    query: target.query.flatMap((field) => {
      const text = textOf(field);
      return text === undefined ? [] : [pair(field.to, text)];
    }),
  });
}

/** The text of a value in an object, at any level of it. */
function textAt(
  rewrite: FileRewrite,
  values: ReadonlyMap<string, Property>,
  place: string,
): string | undefined {
  const top = topOf(place);
  const value = values.get(top)?.value;
  if (value === undefined) return undefined;
  if (place === top) return rewrite.text(value);
  const below = place.slice(top.length + 1);
  if (!ts.isObjectLiteralExpression(value)) return `${rewrite.text(value)}.${below}`;
  const named = readProperties(value)?.named ?? [];
  return textAt(rewrite, new Map(named.map((property) => [property.key, property])), below);
}

const pair = (name: string, text: string): string => (name === text ? name : `${name}: ${text}`);

function writeFields(
  rewrite: FileRewrite,
  fields: readonly Field[],
  textOf: (field: Field) => string | undefined,
  like: ts.ObjectLiteralExpression,
): string | undefined {
  const whole = fields.find(
    ({ to, from }) => to === "" && from !== undefined && textOf({ to, from }),
  );
  if (whole !== undefined) return dedented(rewrite, like, textOf(whole) ?? "");
  const levels = new Map<string, Field[]>();
  for (const field of fields) {
    if (field.to === "" || textOf(field) === undefined) continue;
    const [first = ""] = field.to.split(".");
    levels.set(first, [...(levels.get(first) ?? []), field]);
  }
  const pairs = Array.from(levels, ([name, inner]) => {
    const [only] = inner;
    if (only?.to === name) return pair(name, textOf(only) ?? "");
    const below = inner.map((field) => ({ ...field, to: field.to.slice(name.length + 1) }));
    const nested = below.map((field) => pair(field.to, textOf(field) ?? ""));
    return `${name}: { ${nested.join(", ")} }`;
  });
  return pairs.length === 0 ? undefined : writeObject(rewrite, pairs, like);
}

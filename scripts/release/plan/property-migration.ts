import { insteadOf, type Migration, valueIn } from "./migration-lines.ts";
import type { PlannedChange } from "./plan.ts";

/** A value of each type that a property can change to or from. */
const values: Readonly<Record<string, string>> = {
  string: '"text"',
  integer: "1",
  number: "1",
  boolean: "true",
};

/** The lines that the change of a property breaks; `undefined` where its place gives none. */
export function migrationOfProperty(change: PlannedChange): Migration | undefined {
  const [, schema, path] = /^([A-Za-z]\w*)((?:\.\w+|\[\])+)$/.exec(change.place) ?? [];
  if (schema === undefined || path === undefined) return undefined;
  const isRead = change.directions.includes("response");
  if (isRead) return readProperty(change, readOf(schema, path));
  // Below the first level, the whole object would hide the property.
  const [, name] = /^\.(\w+)$/.exec(path) ?? [];
  return name === undefined ? undefined : sendProperty(change, schema, name);
}

/** `contact.location?.city`: what leads to a property may be missing. */
function readOf(schema: string, path: string): string {
  const variable = `${schema.slice(0, 1).toLowerCase()}${schema.slice(1)}`;
  const steps = path.match(/\.\w+|\[\]/g) ?? [];
  return steps.reduce((read, step, index) => {
    if (step === "[]") return `${read}?.[0]`;
    return index === 0 ? read + step : `${read}?${step}`;
  }, variable);
}

function readProperty({ rule, base, head }: PlannedChange, read: string): Migration | undefined {
  switch (rule) {
    case "property-removed":
      return { before: `use(${read});`, after: insteadOf(base) };
    case "null-added":
    case "property-optional":
      return { before: `use(${read});`, after: `use(${read} ?? fallback);` };
    case "type-changed": {
      const [from, to] = [typeOf(base), typeOf(head)];
      if (from === undefined || to === undefined || from === to) return undefined;
      const line = (type: string) => `const value: ${type} | null | undefined = ${read};`;
      return { before: line(from), after: line(to) };
    }
    default:
      return undefined;
  }
}

function sendProperty(
  { rule, base, head }: PlannedChange,
  schema: string,
  name: string,
): Migration | undefined {
  const send = (...fields: readonly (string | undefined)[]) => {
    const given = fields.filter((field) => field !== undefined);
    return `const body: ${schema} = { ${["...rest", ...given].join(", ")} };`;
  };
  switch (rule) {
    case "property-removed":
      return { before: send(name), after: send() };
    case "required-property-added":
    case "property-required":
      return { before: send(), after: send(name) };
    case "null-removed":
      return { before: send(`${name}: null`), after: send() };
    case "value-removed":
    case "values-replaced":
    case "values-limited": {
      const [from, to] = [valueIn(base), valueIn(head)];
      const field = (value: string | undefined) =>
        value === undefined ? name : `${name}: ${JSON.stringify(value)}`;
      return { before: send(field(from ?? "text")), after: send(field(to)) };
    }
    case "type-changed": {
      const [from, to] = [base, head].map((types) => values[types[0] ?? ""]);
      if (from === undefined || to === undefined || from === to) return undefined;
      return { before: send(`${name}: ${from}`), after: send(`${name}: ${to}`) };
    }
    default:
      return undefined;
  }
}

/** The TypeScript type of JSON types, if all are scalar. */
function typeOf(types: readonly string[]): string | undefined {
  if (!types.every((type) => values[type] !== undefined)) return undefined;
  return [...new Set(types.map((type) => type.replace("integer", "number")))].join(" | ");
}

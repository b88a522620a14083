import type { PlannedChange } from "./plan.ts";

/** A line of a program before a change, and after it. */
export interface Migration {
  readonly before: string;
  readonly after: string;
}

const types = /^(string|integer|number|boolean)$/;

/**
 * The lines that a change breaks, as far as its place gives them: a call of a method, or the use of a
 * property.
 *
 * @param methods the operationIds of the base by route: each is the place of its method.
 */
export function migrationOf(
  change: PlannedChange,
  methods: ReadonlyMap<string, string>,
): Migration | undefined {
  if (change.class !== "major") return undefined;
  return ofMethod(change, methods) ?? ofParameter(change, methods) ?? ofProperty(change);
}

function ofMethod(
  { rule, base, head, place }: PlannedChange,
  methods: ReadonlyMap<string, string>,
): Migration | undefined {
  const call = (id: string | undefined) => `await intercom.${id}(…);`;
  switch (rule) {
    case "operation-moved":
      return { before: call(base[0]), after: call(head[0]) };
    case "operation-removed": {
      const id = methods.get(place);
      return id === undefined ? undefined : { before: call(id), after: insteadOf(base) };
    }
    case "type-renamed":
      return {
        before: `import type { ${base[0]} } from "@interkit/client/…";`,
        after: `import type { ${head[0]} } from "@interkit/client/…";`,
      };
    default:
      return undefined;
  }
}

function ofParameter(
  { rule, base, place, routes }: PlannedChange,
  methods: ReadonlyMap<string, string>,
): Migration | undefined {
  const [, name] = /^\w+ \S+ query (\S+)$/.exec(place) ?? [];
  const id = routes[0] === undefined ? undefined : methods.get(routes[0]);
  if (name === undefined || id === undefined) return undefined;
  const [without, given] = [`await intercom.${id}(…);`, `await intercom.${id}({ ${name}, … });`];
  switch (rule) {
    case "required-parameter-added":
    case "parameter-required":
      return { before: without, after: given };
    case "parameter-removed": {
      const instead = insteadOf(base);
      return { before: given, after: instead.startsWith("// use") ? instead : without };
    }
    default:
      return undefined;
  }
}

function ofProperty({ rule, base, head, place, directions }: PlannedChange): Migration | undefined {
  const [, schema, path] = /^([A-Za-z]\w*)((?:\.\w+)+)$/.exec(place) ?? [];
  if (schema === undefined || path === undefined) return undefined;
  const read = `${schema.slice(0, 1).toLowerCase()}${schema.slice(1)}${path}`;
  const isRead = directions.includes("response");
  const name = path.split(".").at(-1);
  const object = `const body: ${schema} = `;
  switch (rule) {
    case "property-removed":
      if (isRead) return { before: `${read};`, after: insteadOf(base) };
      return { before: `${object}{ ${name}: …, … };`, after: `${object}{ … };` };
    case "required-property-added":
    case "property-required":
      return { before: `${object}{ … };`, after: `${object}{ ${name}: …, … };` };
    case "null-added":
    case "property-optional":
      return isRead ? { before: `use(${read});`, after: `use(${read} ?? …);` } : undefined;
    case "type-changed": {
      const [from, to] = [base.join(" | "), head.join(" | ")].map((type) =>
        type.replaceAll("integer", "number"),
      );
      if (![...base, ...head].every((type) => types.test(type))) return undefined;
      return isRead
        ? { before: `const value: ${from} = ${read};`, after: `const value: ${to} = ${read};` }
        : undefined;
    }
    default:
      return undefined;
  }
}

/** What its deprecation said to use instead. */
function insteadOf(facts: readonly string[]): string {
  const instead = facts.find((fact) => fact.startsWith("instead: "));
  return instead === undefined ? "// gone" : `// use ${instead.slice("instead: ".length)}`;
}

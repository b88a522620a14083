import { asObject } from "interkit-generator/description/source";
import type ts from "typescript";
import { pairOperations } from "../../differences/operations.ts";
import { type Declarations, HELPERS } from "./declarations.ts";
import { OperationProgram } from "./operations.ts";
import { Statements, type Use } from "./statements.ts";
import { TypePairs } from "./type-pairs.ts";

/**
 * A program that is written for the types of one description, to be compiled against those of another
 * one: it calls each method with every parameter, and reads each field of every type.
 *
 * @param module the module that has the other types.
 */
export function programFor(known: Declarations, other: Declarations, module: string): Statements {
  const statements = new Statements();
  importTypes(known, other, module, statements);
  const pairs = new TypePairs(known, other, statements);
  const operations = pairOperations(known.description.operations, other.description.operations);
  for (const [one, two] of operations.pairs) {
    new OperationProgram({ known, other, statements, pairs }, one, two).write();
  }
  for (const { route, id } of operations.removed) {
    statements.type(`Methods[${JSON.stringify(id)}]`, route);
  }
  for (const [name, uses] of usesOf(known)) {
    const [type, counterpart] = [known.types.get(name), other.types.get(name)];
    if (!type || !counterpart || known.restated.has(name)) continue;
    for (const use of uses) pairs.compare(type, counterpart, name, known.nameOf(name), use);
  }
  return statements;
}

/** One import for each type, so that a type that is gone fails once. */
function importTypes(
  known: Declarations,
  other: Declarations,
  module: string,
  statements: Statements,
): void {
  const from = `from ${JSON.stringify(module)};`;
  statements.add(`import type { ${HELPERS.join(", ")} } ${from}`);
  for (const name of known.types.keys()) {
    statements.add(`import type { ${name} } ${from}`, known.nameOf(name));
  }
  for (const name of other.types.keys()) {
    if (!known.types.has(name)) statements.add(`import type { ${name} } ${from}`);
  }
  statements.add("declare function $given<T>(): T;");
}

/** Whether each type is given, read, or both. What no operation contains is sent by the API. */
function usesOf(types: Declarations): Map<string, Set<Use>> {
  const uses = new Map<string, Set<Use>>();
  const visit = (node: ts.TypeNode | undefined, use: Use): void => {
    if (node) for (const name of types.namesIn(node)) record(name, use);
  };
  const record = (name: string, use: Use): void => {
    const known = uses.get(name) ?? new Set();
    if (known.has(use)) return;
    uses.set(name, known.add(use));
    const declared = types.types.get(name);
    for (const inner of declared ? types.namesIn(declared) : []) record(inner, use);
  };
  for (const { id = "" } of types.description.operations) {
    for (const part of ["parameters", "requestBody"]) {
      visit(types.at("operations", id, part), "given");
    }
    visit(types.at("operations", id, "responses"), "read");
  }
  for (const name of types.types.keys()) {
    const isRequest = asObject(types.description.schemas[name])?.["x-standalone"] === "request";
    if (!uses.has(name)) record(name, isRequest ? "given" : "read");
  }
  return uses;
}

import { asObject, type JsonObject } from "interkit-generator/description/source";
import { compile, fastestCompiler } from "./compile.ts";
import { Declarations } from "./declarations.ts";
import { unnamedRoutes } from "./normalize.ts";
import { programFor } from "./program.ts";
import type { Statements } from "./statements.ts";

/** A place in a description where a program for one of two descriptions does not fit the other one. */
export interface CompilerFinding {
  /** Whether programs for the base break, or programs for the head need what the base does not have. */
  readonly direction: "breaking" | "addition";
  /** `Contact.owner_id`, or `GET /contacts query per_page`. */
  readonly place: string;
  /** What the compiler says, on one line. */
  readonly message: string;
}

/** Two OpenAPI documents, such as the bundles of a version in two releases. */
export interface CompilerPair {
  readonly base: JsonObject;
  readonly head: JsonObject;
  /** The API version, to be named in errors. */
  readonly version?: string | undefined;
}

/**
 * Finds the changes of a description that the TypeScript compiler sees: it compiles a program for the
 * base with the types of the head, and the reverse. Each place is named once for each direction.
 *
 * @throws {Error} naming the document that no types can be generated for, and the reason.
 *
 * @example
 * ```ts
 * const findings = await checkByCompiler({ base, head, version: "2.16" });
 * const isMajor = findings.some(({ direction }) => direction === "breaking");
 * ```
 */
export async function checkByCompiler(pair: CompilerPair): Promise<CompilerFinding[]> {
  const [findings = []] = await checkAllByCompiler([pair]);
  return findings;
}

/** Finds the changes of several descriptions in one run of the compiler. */
export async function checkAllByCompiler(
  pairs: readonly CompilerPair[],
  compiler: string = fastestCompiler,
): Promise<CompilerFinding[][]> {
  const files = new Map<string, string>();
  const programs = new Map<string, Program>();
  const made: Made = new Map();
  for (const [index, pair] of pairs.entries()) {
    const { base, head } = declarationsOf(pair, made);
    files.set(`base-${index}.d.ts`, base.text);
    files.set(`head-${index}.d.ts`, head.text);
    programs.set(`breaking-${index}.ts`, {
      index,
      direction: "breaking",
      statements: programFor(base, head, `./head-${index}`),
    });
    programs.set(`addition-${index}.ts`, {
      index,
      direction: "addition",
      statements: programFor(head, base, `./base-${index}`),
    });
  }
  for (const [name, { statements }] of programs) files.set(name, statements.text);
  const findings = pairs.map(() => new Map<string, CompilerFinding>());
  for (const { file, line, message } of await compile(files, compiler)) {
    const program = programs.get(file);
    const place = program?.statements.placeOf(line);
    if (program === undefined || place === undefined) {
      throw new Error(`the generated ${file} is wrong in line ${line}: ${message}`);
    }
    const { index, direction } = program;
    const key = `${direction} ${place}`;
    const found = findings[index] as Map<string, CompilerFinding>;
    if (!found.has(key)) found.set(key, { direction, place, message });
  }
  return findings.map((found) => [...found.values()]);
}

interface Program {
  readonly index: number;
  readonly direction: CompilerFinding["direction"];
  readonly statements: Statements;
}

/** The declarations of documents that are in several pairs, by the routes without a name. */
type Made = Map<JsonObject, Map<string, Declarations>>;

function declarationsOf({ base, head, version }: CompilerPair, made: Made) {
  const read = <T>(name: "base" | "head", document: JsonObject, reading: () => T): T => {
    try {
      return reading();
    } catch (error) {
      const { title } = asObject(document["info"]) ?? {};
      const which = [`the ${name}`, version && `of ${version}`, title && `(${title})`];
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`no types for ${which.filter(Boolean).join(" ")}: ${reason}`, {
        cause: error,
      });
    }
  };
  const unnamed = new Set([
    ...read("base", base, () => unnamedRoutes(base)),
    ...read("head", head, () => unnamedRoutes(head)),
  ]);
  const key = [...unnamed].sort().join("\n");
  const declare = (document: JsonObject) => {
    const known = made.get(document) ?? new Map<string, Declarations>();
    const declarations = known.get(key) ?? new Declarations(document, unnamed);
    made.set(document, known.set(key, declarations));
    return declarations;
  };
  return {
    base: read("base", base, () => declare(base)),
    head: read("head", head, () => declare(head)),
  };
}

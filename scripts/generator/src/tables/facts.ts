import type { Input } from "../../../../packages/client/src/methods/input.ts";
import { callOptionNames } from "../../../../packages/core/src/client/call-options.ts";
import { DescriptionError, type Problem } from "../description/problems.ts";
import { answerKind, type Method, type VersionMethods } from "./methods.ts";

/**
 * An operation over all API versions together. There is one table and one signature shape for
 * every version, so that moving to a newer version never moves an argument.
 */
export interface Facts {
  readonly id: string;
  readonly route: string;
  readonly input: Input;
  readonly hasQuery: boolean;
  readonly safe: boolean;
  readonly advances: boolean;
  readonly busy: boolean;
  readonly list: Method["list"];
  readonly comma: readonly string[];
  /** The fields of a query or body of any version that are named like an option of a call. */
  readonly fields: readonly string[];
  readonly response: "json" | "text" | "stream";
  /** Whether a success of some version may be anything but an object. */
  readonly isLoose: boolean;
}

/**
 * The facts of every operation by its id: those of the newest version in its order, then those that
 * older ones add. One route may have been another operation in older versions.
 *
 * @throws {DescriptionError} where the versions disagree about a fact that a table can state only once.
 */
export function factsOf(versions: readonly VersionMethods[]): Map<string, Facts> {
  const byId = new Map<string, Method[]>();
  for (const { methods } of [...versions].reverse()) {
    for (const method of methods) byId.set(method.id, [...(byId.get(method.id) ?? []), method]);
  }
  const problems: Problem[] = [];
  const facts = [...byId].map(([id, methods]): [string, Facts] => {
    const route = methods[0]?.route as string;
    const once = <T>(what: string, read: (method: Method) => T): T => {
      const said = new Map(methods.map((method) => [JSON.stringify(read(method)), read(method)]));
      if (said.size > 1) problems.push(disagreement(`${id} (${route})`, what, [...said.keys()]));
      return [...said.values()][0] as T;
    };
    const hasQuery = methods.some(({ queryParameters }) => queryParameters.length > 0);
    const hasBody = methods.some(({ body }) => body !== undefined);
    return [
      id,
      {
        id,
        route: once("route", (method) => method.route),
        input: hasBody ? "body" : hasQuery ? "query" : "none",
        hasQuery,
        safe: once("x-safe", ({ safe }) => safe),
        advances: once("x-advances", ({ advances }) => advances),
        busy: once("x-busy", ({ busy }) => busy),
        list: once("x-pagination", ({ list }) => list),
        comma: commaParameters(methods),
        fields: namedLikeOptions(methods),
        response: once("kind of answer", responseOf),
        isLoose: methods.some(({ responses: answers }) =>
          answers.some(({ isObject }) => !isObject),
        ),
      },
    ];
  });
  if (problems.length > 0) throw new DescriptionError(problems);
  return new Map(facts);
}

function namedLikeOptions(methods: readonly Method[]): string[] {
  const options: readonly string[] = callOptionNames;
  const names = methods.flatMap(({ fields }) => fields.filter((name) => options.includes(name)));
  return [...new Set(names)].sort();
}

function commaParameters(methods: readonly Method[]): string[] {
  const names = methods.flatMap(({ queryParameters }) =>
    queryParameters.filter(({ comma }) => comma).map(({ name }) => name),
  );
  return [...new Set(names)].sort();
}

/** How the client has to read a response: as JSON, unless all of them are text or bytes. */
function responseOf({ responses: answers }: Method): Facts["response"] {
  const kinds = new Set(
    answers.flatMap(({ mediaType }) => (mediaType ? [answerKind(mediaType)] : [])),
  );
  const [only = "json", ...others] = kinds;
  return others.length > 0 ? "json" : only;
}

function disagreement(operation: string, what: string, said: readonly string[]): Problem {
  return {
    position: undefined,
    mistake: `${operation} has more than one ${what} over the API versions: ${said.join(", ")}`,
    fix: "the tables are made for all versions together: give every version the same",
  };
}

import { apiNames, type GeneratorConfig } from "../config.ts";
import { insteadOf } from "../description/deprecation.ts";
import { asObject, type JsonObject } from "../description/source.ts";
import type { Facts } from "./facts.ts";
import { exampleOf } from "./method-example.ts";
import { arrayOf, type Method } from "./methods.ts";
import { docComment, firstSentences, fold } from "./text.ts";
import type { Tree } from "./tree.ts";

/** The documentation of a group of methods: words, if there are any, and what is in it. */
export function groupDocs(group: Tree<Method>, indent: string, words = ""): string {
  const names = [...group.keys()].map((name) => `\`${name}\``).join(", ");
  return docComment([...fold(words), ...(words ? [""] : []), ...fold(`Has ${names}.`)], indent);
}

/** The description of the tag that a resource's methods have. */
export function resourceWords(document: JsonObject, group: Tree<Method> | Method): string {
  const [method] = methodsIn(group);
  const [name] = arrayOf(method?.operation["tags"]);
  const tag = arrayOf(document["tags"]).find((tag) => asObject(tag)?.["name"] === name);
  return String(asObject(tag)?.["description"] ?? "");
}

function methodsIn(member: Tree<Method> | Method): Method[] {
  return member instanceof Map ? [...member.values()].flatMap(methodsIn) : [member];
}

/** The length of a description in a hover; the documentation page has the rest. */
const ENOUGH = 320;

/**
 * The documentation of a method: a summary, the route, the API's own page, the result, the statuses
 * with which it fails, and an example. An editor shows an example without a fence as code.
 */
export function methodDocs(
  config: GeneratorConfig,
  method: Method,
  facts: Facts,
  document: JsonObject,
  indent: string,
): string {
  const { route, operation, pathParameters } = method;
  const summary = String(operation["summary"] ?? "").trim();
  const description = String(operation["description"] ?? "").trim();
  const page = asObject(operation["externalDocs"])?.["url"];

  const lines = fold(summary);
  if (description && description !== summary) {
    const words = description.length > ENOUGH ? firstSentences(description, ENOUGH) : description;
    for (const paragraph of words.split(/\n\s*\n/)) lines.push("", ...fold(paragraph));
  }
  lines.push("", page ? `\`${route}\` · [${config.name}'s page](${String(page)})` : `\`${route}\``);

  const tags = pathParameters.flatMap(({ name, description }) => {
    const words = firstSentences(description, 120);
    return words ? [`@param ${name} ${words}`] : [];
  });
  const answer = answerWords(method);
  if (answer) tags.push(`@returns ${answer}`);
  tags.push(`@throws {ApiError} ${failures(operation).join(", ")}`);
  if (operation["deprecated"] === true) tags.push(`@deprecated ${insteadOf(operation)}`.trim());
  tags.push(`@example ${exampleOf(method, facts, document, apiNames(config).variable)}`);
  lines.push("", ...tags);
  return docComment(lines[0] === "" ? lines.slice(1) : lines, indent);
}

/** The result, in the description's words. */
function answerWords({ responses: answers, list, route }: Method): string {
  if (list) return "The items, page by page.";
  const words = [...new Set(answers.map((answer) => firstSentences(answer.words, 120)))]
    .filter(Boolean)
    .join(" ");
  // A repeated deletion that finds nothing succeeds, and no response describes the object.
  const isDeletion = route.startsWith("DELETE ") && answers.some(({ schema }) => schema);
  return isDeletion ? `${words} \`undefined\` when it had been deleted already.` : words;
}

/** The statuses of the failures that the description declares. */
function failures(operation: JsonObject): string[] {
  return Object.keys(asObject(operation["responses"]) ?? {}).filter((it) => /^[45]/.test(it));
}

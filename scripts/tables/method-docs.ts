import { asObject, type JsonObject } from "../description/source.ts";
import { arrayOf, type Method } from "./methods.ts";
import { docComment, firstSentences, fold } from "./text.ts";
import type { Tree } from "./tree.ts";

/** The documentation of a group of methods: words, if there are any, and what is in it. */
export function groupDocs(group: Tree<Method>, indent: string, words = ""): string {
  const names = [...group.keys()].map((name) => `\`${name}\``).join(", ");
  return docComment([...fold(words), ...(words ? [""] : []), ...fold(`Has ${names}.`)], indent);
}

/** What the description says of the tag that a resource's methods have. */
export function resourceWords(document: JsonObject, group: Tree<Method> | Method): string {
  const [method] = methodsIn(group);
  const [name] = arrayOf(method?.operation["tags"]);
  const tag = arrayOf(document["tags"]).find((tag) => asObject(tag)?.["name"] === name);
  return String(asObject(tag)?.["description"] ?? "");
}

function methodsIn(member: Tree<Method> | Method): Method[] {
  return member instanceof Map ? [...member.values()].flatMap(methodsIn) : [member];
}

/** How much of a description is read in a hover; the rest is a click away. */
const ENOUGH = 320;

/** The documentation of a method: what it does, the route, Intercom's own page. */
export function methodDocs(method: Method, indent: string): string {
  const { route, operation, pathParameters } = method;
  const summary = String(operation["summary"] ?? "").trim();
  const description = String(operation["description"] ?? "").trim();
  const page = asObject(operation["externalDocs"])?.["url"];

  const lines = fold(summary);
  if (description && description !== summary) {
    const words = description.length > ENOUGH ? firstSentences(description, ENOUGH) : description;
    for (const paragraph of words.split(/\n\s*\n/)) lines.push("", ...fold(paragraph));
  }
  lines.push("", page ? `\`${route}\` · [Intercom's page](${String(page)})` : `\`${route}\``);

  const tags = pathParameters.flatMap(({ name, description }) => {
    const words = firstSentences(description, 120);
    return words ? [`@param ${name} ${words}`] : [];
  });
  if (operation["deprecated"] === true) tags.push("@deprecated");
  if (tags.length > 0) lines.push("", ...tags);
  return docComment(lines[0] === "" ? lines.slice(1) : lines, indent);
}

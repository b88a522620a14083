import { asObject } from "../description/source.ts";
import type { Method } from "./methods.ts";
import { docComment, firstSentences, fold } from "./text.ts";

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

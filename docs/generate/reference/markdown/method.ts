import { table } from "../../table.ts";
import { clientCode, lowLevelCode } from "../examples/client-code.ts";
import { commandLine, curlCommand } from "../examples/commands.ts";
import { printValue } from "../examples/print.ts";
import type { Example, ExampleResponse } from "../examples/run.ts";
import { typeOf } from "../fields/types.ts";
import type { ApiMethod, ApiVersion } from "../model/api.ts";
import { type Reference, sentenceCase } from "./context.ts";
import { errorList } from "./errors.ts";
import { pagingWords } from "./paging.ts";
import { details, fence, paragraphs, sentence } from "./text.ts";

/** The description of a method, below a heading of the second level. */
export function methodSection(
  reference: Reference,
  version: ApiVersion,
  method: ApiMethod,
): string {
  const { id, signature } = method;
  const example = reference.example(id, version);
  const { summary, description, docs, route } = method.operation;
  const range = reference.range(id);
  const facts = [`\`${route}\``, range, docs && `[Intercom's page](${docs})`].filter(Boolean);
  return paragraphs([
    `## ${id}`,
    sentence(summary),
    sentence(description),
    facts.join(" · "),
    `\`intercom.${id}${signature}\``,
    method.method.operation["deprecated"] === true ? "**Deprecated.**" : "",
    ...labelled("Parameters", parameterTable(reference, version, method)),
    ...bodyOf(reference, version, method),
    resultsOf(reference, version, method),
    pagingWords(version, method),
    ...behaviour(reference, version, method),
    ...labelled("Errors", errorList(version, method, example)),
    ...exampleParts(reference, version, method, example),
  ]);
}

function labelled(label: string, content: string): string[] {
  return content === "" ? [] : [`**${label}**`, content];
}

function parameterTable(reference: Reference, version: ApiVersion, method: ApiMethod): string {
  const { id, operation } = method;
  const rows = operation.parameters.map((parameter) => {
    const { name, required, description, schema } = parameter;
    const { words } = typeOf(version.document, schema as Parameters<typeof typeOf>[1]);
    const range = parameter.in === "path" ? "" : reference.range(`${id}?${name}`, id);
    const { default: usual, minimum, maximum } = schema as Readonly<Record<string, unknown>>;
    const limits = [
      usual !== undefined && `Default: \`${String(usual)}\`.`,
      minimum !== undefined && `At least ${String(minimum)}.`,
      maximum !== undefined && `At most ${String(maximum)}.`,
      range && `${sentenceCase(range)}.`,
    ].filter(Boolean);
    const place = parameter.in === "path" || required ? `${parameter.in}, required` : parameter.in;
    const meaning = [description, ...limits].join(" ");
    return [`\`${name}\``, place, reference.linked(words, version), meaning];
  });
  return table(["Name", "Place", "Type", "Meaning"], rows);
}

function bodyOf(reference: Reference, version: ApiVersion, method: ApiMethod): string[] {
  const body = reference.objectsOf(version).body(method);
  if (body === undefined) return [];
  const { description, rows, type } = body;
  const label = `**Body.** ${sentence(description)}`.trim();
  if (rows.length === 0) return [`${label} It is ${reference.linked(type, version)}.`];
  const cells = rows.map((row) => {
    const [name = "", words = "", meaning = ""] = reference.fieldCells(
      row,
      version,
      method.id,
      `${method.id} ${row.path}`,
    );
    return [name, row.isRequired ? `${words}, required` : words, meaning];
  });
  const fields = table(["Field", "Type", "Meaning"], cells);
  return [label, cells.length > 12 ? details(`The ${cells.length} fields`, fields) : fields];
}

function resultsOf(reference: Reference, version: ApiVersion, method: ApiMethod): string {
  const results = reference.objectsOf(version).results(method);
  const words = results.map(({ status, type, words }) => {
    return `${status} ${reference.linked(type, version)}: ${sentence(words)}`;
  });
  return words.length === 0 ? "" : `**Returns.** ${words.join(" ")}`;
}

function behaviour(reference: Reference, version: ApiVersion, { id }: ApiMethod): string[] {
  const seen = reference.evidence.ofOperation(id, version.name);
  return seen.length === 0 ? [] : ["**What was seen**", seen.map((one) => `- ${one}`).join("\n")];
}

function exampleParts(
  reference: Reference,
  version: ApiVersion,
  method: ApiMethod,
  example: Example,
): string[] {
  return [
    "**Example**",
    fence("ts", clientCode(method, example.input)),
    ...responseParts(example.exchange.response),
    ...equalCalls(reference, version, method, example),
  ];
}

/** The example by other means. Where the newest version has the same, its page shows them. */
function equalCalls(
  reference: Reference,
  version: ApiVersion,
  method: ApiMethod,
  { input, exchange }: Example,
): string[] {
  const { api } = reference;
  const same = reference.sameInLatest(method.id, version);
  if (same !== undefined) {
    return [
      `The same call with curl, with the low-level client and on the command line: [as in ${api.latest}](${same}), with the version ${version.name}.`,
    ];
  }
  const command = commandLine(api, version, method, input);
  const file = command.includes("@body.json")
    ? "The file `body.json` has the body of the call."
    : "";
  return [
    details("The same call with curl", fence("sh", curlCommand(exchange))),
    details("The same call with the low-level client", fence("ts", lowLevelCode(method, input))),
    details("The same call on the command line", paragraphs([fence("sh", command), file])),
  ];
}

function responseParts({ status, mediaType, text }: ExampleResponse): string[] {
  if (text === "") return [`The response has the status ${status} and no body.`];
  if (mediaType?.startsWith("application/json") !== true) {
    const kind = mediaType?.split(";")[0] ?? "no type";
    return [`The response has the status ${status} and a body of the type \`${kind}\`.`];
  }
  const style = { isJson: true, maxItems: 1, maxFields: [12, 6, 4, 2] };
  return [
    `The response of the sandbox, with the status ${status}:`,
    fence("jsonc", printValue(JSON.parse(text), style)),
  ];
}

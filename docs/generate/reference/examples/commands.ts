import { fieldsOf, kebabCase } from "../../../../packages/cli/src/operations/fields.ts";
import { needsConfirmation } from "../../../../packages/cli/src/operations/request.ts";
import type { Api, ApiMethod, ApiVersion } from "../model/api.ts";
import type { ExampleInput } from "./input.ts";
import { printValue } from "./print.ts";
import type { Exchange } from "./run.ts";

/** The request of an example as a command of curl. */
export function curlCommand({ method, path, version, mediaType, body }: Exchange): string {
  const isForm = mediaType?.startsWith("multipart/") === true;
  const hasBody = body !== "" && !isForm;
  const isUsual = method === "GET" || (method === "POST" && (hasBody || isForm));
  const words = [
    `curl ${isUsual ? "" : `-X ${method} `}${quote(`https://api.intercom.io${path}`)}`,
    '-H "Authorization: Bearer $INTERCOM_TOKEN"',
    `-H 'Intercom-Version: ${version}'`,
    ...(hasBody ? ["-H 'Content-Type: application/json'", `-d ${quote(pretty(body))}`] : []),
    ...(isForm ? ["-F 'catalog=@catalog.json'"] : []),
  ];
  return words.join(" \\\n  ");
}

/** The example as a command of `interkit`. A long body is in the file `body.json`. */
export function commandLine(
  api: Api,
  version: ApiVersion,
  { operation }: ApiMethod,
  input: ExampleInput,
): string {
  const fields = fieldsOf(operation, version.schemas);
  const words = ["npx @interkit/cli", ...operation.id.split(".").map(kebabCase)];
  if (version.name !== api.latest) words.push(`--api-version ${version.slug}`);
  words.push(...input.path.map(quote));
  for (const [name, value] of Object.entries(input.query ?? {})) {
    if (operation.selectedBy.join() !== name) words.push(optionOf(name, value));
  }
  const body = Object.entries(input.body ?? {});
  const files = operation.body?.files ?? [];
  const isOption = ([name, value]: [string, unknown]) => {
    const field = fields.find((one) => one.place === "body" && one.name === name);
    const isText = field?.type.kind === "text" || field?.type.kind === "choice";
    return isText ? typeof value === "string" : field?.type.kind === typeof value;
  };
  if (files.length > 0) {
    for (const [name, value] of body) {
      words.push(files.includes(name) ? `--${name} @${name}.json` : optionOf(name, value));
    }
  } else if (body.length > 0 && body.length <= 3 && body.every(isOption)) {
    words.push(...body.map(([name, value]) => optionOf(name, value)));
  } else if (input.body !== undefined) {
    const text = printValue(input.body, { isJson: true });
    words.push(text.includes("\n") ? "--data @body.json" : `--data ${quote(text)}`);
  }
  if (operation.isDownload) words.push("--out file");
  if (needsConfirmation(operation)) words.push("--yes");
  return fold(words);
}

function optionOf(name: string, value: unknown): string {
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return `--${kebabCase(name)} ${quote(text)}`;
}

/** Words on lines as a shell continues them. */
function fold(words: readonly string[]): string {
  const lines: string[] = [];
  for (const word of words) {
    const line = lines.at(-1);
    const isLong = (line?.length ?? 0) + word.length > 74 || word.includes("\n");
    if (line === undefined || isLong) lines.push(word);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines.join(" \\\n  ");
}

function pretty(body: string): string {
  return printValue(JSON.parse(body), { isJson: true });
}

/** A word as a shell reads it. */
function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

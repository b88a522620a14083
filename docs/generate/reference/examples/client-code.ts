import type { ApiMethod } from "../model/api.ts";
import type { ExampleInput } from "./input.ts";
import { printValue } from "./print.ts";

const program = { isJson: false } as const;

/** The example as a call of the client. */
export function clientCode({ id, facts, operation }: ApiMethod, input: ExampleInput): string {
  const { path, query, body } = input;
  const files = operation.body?.files ?? [];
  const given = path.map((value) => JSON.stringify(value));
  const start = `for await (const item of intercom.${id}(${given.join()}) {`;
  if (facts.input === "query" && query !== undefined)
    given.push(printValue(query, program, start.length));
  if (facts.input === "body") {
    if (files.length > 0) given.push("form");
    else if (body !== undefined) given.push(printValue(body, program, start.length));
    else if (query !== undefined) given.push("undefined");
    if (query !== undefined) given.push(printValue({ query }, program));
  }
  const call = `intercom.${id}(${given.join(", ")})`;
  const form = files.length > 0 ? `${formCode(files, body)}\n` : "";
  if (operation.isList) return `for await (const item of ${call}) {\n  console.log(item);\n}`;
  if (operation.isDownload) return `const file = await ${call}.bytes();`;
  return `${form}const result = await ${call};`;
}

/** The example as a call of the low-level client. */
export function lowLevelCode({ method, operation }: ApiMethod, input: ExampleInput): string {
  const [verb = "", path = ""] = operation.route.split(" ");
  const { query, body } = input;
  const files = operation.body?.files ?? [];
  const names = method.pathParameters.map(({ name }) => name);
  const params = {
    ...(names.length > 0 && {
      path: Object.fromEntries(names.map((name, index) => [name, input.path[index]])),
    }),
    ...(query !== undefined && { query }),
  };
  const init = {
    ...(Object.keys(params).length > 0 && { params }),
    ...(body !== undefined && { body }),
  };
  const target = JSON.stringify(path);
  if (files.length > 0) {
    const text = printValue({ params }, program).replace(/ \}$/, ", body: form }");
    return `${formCode(files, body)}\nconst response = await client.${verb}(${target}, ${text});`;
  }
  const start = `const response = await client.${verb}(${target}, );`;
  const options =
    Object.keys(init).length > 0 ? `, ${printValue(init, program, start.length)}` : "";
  return start.replace(", );", `${options});`);
}

function formCode(files: readonly string[], body: ExampleInput["body"]): string {
  const fields = Object.entries(body ?? {}).map(([name, value]) => {
    const text = JSON.stringify(value);
    const shown = files.includes(name) ? `new Blob([${text}]), ${JSON.stringify(name)}` : text;
    return `form.append(${JSON.stringify(name)}, ${shown});`;
  });
  return ["const form = new FormData();", ...fields].join("\n");
}

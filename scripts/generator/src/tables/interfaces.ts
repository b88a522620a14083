import { DescriptionError } from "../description/problems.ts";
import { asObject, type JsonObject } from "../description/source.ts";
import type { GeneratedFile } from "../generated-file.ts";
import { namesOf, type Search, searchesOf } from "../types/searches.ts";
import type { Facts } from "./facts.ts";
import { groupDocs, methodDocs, resourceWords } from "./method-docs.ts";
import type { Method, VersionMethods } from "./methods.ts";
import { signatureOf } from "./signature.ts";
import { BANNER } from "./text.ts";
import { absentPlaces, type Tree, treeOf } from "./tree.ts";
import { TypeNames } from "./type-names.ts";

const BUILDERS = 'import { query as builders, type Queries } from "../search/query.ts";';

const FOLDER = "packages/client/src/generated";

/** Of these, a module imports the ones that it mentions. */
const OPTIONS = ["NoInput", "QueryOptions", "RequiredQueryOptions"];

/** What every module has beside the types of the description. */
const OWN = [
  "Call",
  "CallOptions",
  "Client",
  "Download",
  "Intercom",
  "Queries",
  "IntercomOptions",
  "LazyList",
  "List",
  "ListOptions",
  "SearchList",
  ...OPTIONS,
];

/** The module of one API version: an interface for each resource, `Intercom`, `createIntercom`. */
export function interfacesFile(
  version: VersionMethods,
  facts: ReadonlyMap<string, Facts>,
): GeneratedFile {
  const module = version.version.toLowerCase();
  const types = new TypeNames(version);
  const tree = treeOf(version.methods);
  const interfaces = [...tree].flatMap(([name, group]) =>
    interfacesOf(name, group as Tree<Method>, facts, types, version.document),
  );
  const components = Object.keys(
    asObject(asObject(version.document["components"])?.["schemas"]) ?? {},
  ).sort();
  refuseSharedNames(version.version, components, [
    ...searchesOf(version.document).flatMap(namesOf),
    ...types.declarations.keys(),
    ...interfaces.map(({ name }) => name),
    ...OWN,
  ]);

  const searches = searchesOf(version.document);
  const body = [
    ...interfaces.map(({ text }) => text),
    ...types.declarations.values(),
    intercomInterface(version, tree, types),
    factory(version.version, module, absentPlaces(facts.values(), version.methods)),
    ...queryOf(version.version, searches),
  ].join("\n\n");
  const text = [
    BANNER,
    importsOf(module, types, body, searches),
    reExportsOf(module, [...components, ...searches.flatMap(namesOf)]),
    body,
  ].join("\n\n");
  return { path: `${FOLDER}/${module}.ts`, text: `${text}\n` };
}

/** Preview under its older name: the same types, another value of the header. */
export function unstableFile(
  preview: VersionMethods | undefined,
  facts: ReadonlyMap<string, Facts>,
): GeneratedFile {
  const absent = absentPlaces(facts.values(), preview?.methods ?? []);
  const text = `${BANNER}

import { type IntercomOptions, createIntercomFactory } from "../intercom.ts";
import type { Intercom } from "./preview.ts";
import { resources } from "./routes.ts";

export type * from "./preview.ts";

${factory("Unstable", "unstable", absent)}

export { query } from "./preview.ts";
`;
  return { path: `${FOLDER}/unstable.ts`, text };
}

interface Declared {
  readonly name: string;
  readonly text: string;
}

function interfacesOf(
  id: string,
  group: Tree<Method>,
  facts: ReadonlyMap<string, Facts>,
  types: TypeNames,
  document: JsonObject,
): Declared[] {
  const inner: Declared[] = [];
  const members = [...group].map(([name, member]) => {
    if (!(member instanceof Map)) {
      const known = facts.get(member.id) as Facts;
      const signature = signatureOf(member, known, types);
      return `${methodDocs(member, known, document, "  ")}  ${name}${signature};`;
    }
    inner.push(...interfacesOf(`${id}.${name}`, member, facts, types, document));
    return `${groupDocs(member, "  ")}  readonly ${name}: ${types.methodsOf(`${id}.${name}`)};`;
  });
  const name = types.methodsOf(id);
  const text = `/** The methods of \`intercom.${id}\`. */\nexport interface ${name} {\n${members.join("\n")}\n}`;
  return [{ name, text }, ...inner];
}

/** The builder of queries, with the fields of this version's searches. */
function queryOf(version: string, searches: readonly Search[]): string[] {
  if (searches.length === 0) return [];
  const members = searches.map(({ resource, thing }) => `  ${resource}: ${thing}SearchFields;`);
  return [
    `/** Builds the \`query\` of a search, with the fields of version ${version}. */
export const query: Queries<{
${members.join("\n")}
}> = builders;`,
  ];
}

function importsOf(
  module: string,
  types: TypeNames,
  body: string,
  searches: readonly Search[],
): string {
  const fields = searches.map(({ thing }) => `${thing}SearchFields`);
  const named = new Set(["lists", "paths", ...types.components, ...types.core, ...fields]);
  const names = [...named].sort();
  const used = OPTIONS.filter((name) => new RegExp(`\\b${name}\\b`).test(body));
  const options =
    used.length > 0 ? `\nimport type { ${used.join(", ")} } from "../options.ts";` : "";
  return `import type { CallOptions, Client } from "@interkit/core";
import type {
${names.map((name) => `  ${name},`).join("\n")}
} from "@interkit/core/${module}";
import type { LazyList, List, ListOptions, SearchList } from "@interkit/pagination";
import type { Call } from "../methods/call.ts";
import type { Download } from "../methods/download.ts";
import { type IntercomOptions, createIntercomFactory } from "../intercom.ts";${options}
${searches.length > 0 ? `${BUILDERS}\n` : ""}import { resources } from "./routes.ts";`;
}

function reExportsOf(module: string, components: readonly string[]): string {
  const names = components.map((name) => `  ${name},`);
  return `export type { Call, CallOptions, Download, IntercomOptions, LazyList, List, ListOptions, SearchList };
export type {
${names.join("\n")}
} from "@interkit/core/${module}";`;
}

function intercomInterface(
  { version, document }: VersionMethods,
  tree: Tree<Method>,
  types: TypeNames,
): string {
  const members = [...tree].map(([name, group]) => {
    const docs = groupDocs(group as Tree<Method>, "  ", resourceWords(document, group));
    return `${docs}  readonly ${name}: ${types.methodsOf(name)};`;
  });
  return `/** Version ${version} of the Intercom API: resources, with a method for every operation. */
export interface Intercom {
  /** The client underneath, which returns \`{ data, error, response }\`: for routes without a method. */
  readonly client: Client<paths, lists>;
${members.join("\n")}
}`;
}

function factory(version: string, module: string, absent: readonly string[]): string {
  return `/**
 * Makes an {@link Intercom} that speaks version ${version} of the API.
 *
 * @throws {ConfigError} when an option is missing or wrong, before anything is sent.
 *
 * @example
 * \`\`\`ts
 * import { createIntercom } from "@interkit/client/${module}";
 *
 * const intercom = createIntercom({ token: process.env["INTERCOM_TOKEN"] ?? "" });
 * \`\`\`
 */
export const createIntercom: (options: IntercomOptions) => Intercom = /* @__PURE__ */ createIntercomFactory<Intercom>(
  "${version}",
  resources,
  ${JSON.stringify(absent)},
);`;
}

/** What the description names and what is made here are exported side by side: no name is both. */
function refuseSharedNames(
  version: string,
  components: readonly string[],
  declared: readonly string[],
): void {
  const taken = new Set(declared);
  const shared = components.filter((name) => taken.has(name));
  if (shared.length === 0) return;
  throw new DescriptionError(
    shared.map((name) => ({
      position: undefined,
      mistake: `the schema "${name}" has a name that the client of ${version} uses itself`,
      fix: "rename the schema",
    })),
  );
}

import { apiNames, type GeneratorConfig } from "../config.ts";
import { moduleName } from "../description/api-versions.ts";
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

/** Of these, a module imports the ones that it mentions. */
const OPTIONS = ["NoInput", "QueryOptions", "RequiredQueryOptions"];

/** What every module has beside the types of the description. */
const OWN = [
  "Call",
  "CallOptions",
  "Client",
  "Download",
  "Queries",
  "LazyList",
  "List",
  "ListOptions",
  "SearchList",
  ...OPTIONS,
];

/** The module of one API version: an interface for each resource, one of all, and what makes it. */
export function interfacesFile(
  config: GeneratorConfig,
  version: VersionMethods,
  facts: ReadonlyMap<string, Facts>,
): GeneratedFile {
  const module = moduleName(version.version);
  const types = new TypeNames(version);
  const tree = treeOf(version.methods);
  const interfaces = [...tree].flatMap(([name, group]) =>
    interfacesOf(config, name, group as Tree<Method>, facts, types, version.document),
  );
  const components = Object.keys(
    asObject(asObject(version.document["components"])?.["schemas"]) ?? {},
  ).sort();
  refuseSharedNames(version.version, components, [
    ...searchesOf(version.document).flatMap(namesOf),
    ...types.declarations.keys(),
    ...interfaces.map(({ name }) => name),
    ...OWN,
    apiNames(config).type,
    apiNames(config).options,
  ]);

  const searches = searchesOf(version.document);
  const body = [
    ...interfaces.map(({ text }) => text),
    ...types.declarations.values(),
    clientInterface(config, version, tree, types),
    factory(config, version.version, absentPlaces(facts.values(), version.methods)),
    ...queryOf(version.version, searches),
  ].join("\n\n");
  const text = [
    BANNER,
    importsOf(config, module, types, body, searches),
    reExportsOf(config, module, [...components, ...searches.flatMap(namesOf)]),
    body,
  ].join("\n\n");
  return { path: pathOf(config, module), text: `${text}\n` };
}

function pathOf({ folders }: GeneratorConfig, module: string): string {
  return `${folders.client}/src/generated/${module}.ts`;
}

/** A version under its second name: the same types, another value of the header. */
export function aliasFile(
  config: GeneratorConfig,
  version: VersionMethods,
  facts: ReadonlyMap<string, Facts>,
): GeneratedFile {
  const { type, options, factory: factoryName, variable } = apiNames(config);
  const name = config.alias?.name ?? version.version;
  const types = moduleName(version.version);
  const absent = absentPlaces(facts.values(), version.methods);
  const hasSearches = searchesOf(version.document).length > 0;
  const text = `${BANNER}

import { type ${options}, ${factoryName} } from "../${variable}.ts";
import type { ${type} } from "./${types}.ts";
import { resources } from "./routes.ts";

export type * from "./${types}.ts";

${factory(config, name, absent)}
${hasSearches ? `\nexport { query } from "./${types}.ts";\n` : ""}`;
  return { path: pathOf(config, moduleName(name)), text };
}

interface Declared {
  readonly name: string;
  readonly text: string;
}

function interfacesOf(
  config: GeneratorConfig,
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
      return `${methodDocs(config, member, known, document, "  ")}  ${name}${signature};`;
    }
    inner.push(...interfacesOf(config, `${id}.${name}`, member, facts, types, document));
    return `${groupDocs(member, "  ")}  readonly ${name}: ${types.methodsOf(`${id}.${name}`)};`;
  });
  const name = types.methodsOf(id);
  const { variable } = apiNames(config);
  const text = `/** The methods of \`${variable}.${id}\`. */\nexport interface ${name} {\n${members.join("\n")}\n}`;
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
  config: GeneratorConfig,
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
  const { scope } = config;
  const { options: clientOptions, factory: factoryName, variable } = apiNames(config);
  return `import type { CallOptions, Client } from "${scope}/core";
import type {
${names.map((name) => `  ${name},`).join("\n")}
} from "${scope}/core/${module}";
import type { LazyList, List, ListOptions, SearchList } from "${scope}/pagination";
import type { Call } from "../methods/call.ts";
import type { Download } from "../methods/download.ts";
import { type ${clientOptions}, ${factoryName} } from "../${variable}.ts";${options}
${searches.length > 0 ? `${BUILDERS}\n` : ""}import { resources } from "./routes.ts";`;
}

function reExportsOf(
  config: GeneratorConfig,
  module: string,
  components: readonly string[],
): string {
  const { scope } = config;
  const names = components.map((name) => `  ${name},`);
  return `export type { Call, CallOptions, Download, ${apiNames(config).options}, LazyList, List, ListOptions, SearchList };
export type {
${names.join("\n")}
} from "${scope}/core/${module}";`;
}

function clientInterface(
  config: GeneratorConfig,
  { version, document }: VersionMethods,
  tree: Tree<Method>,
  types: TypeNames,
): string {
  const members = [...tree].map(([name, group]) => {
    const docs = groupDocs(group as Tree<Method>, "  ", resourceWords(document, group));
    return `${docs}  readonly ${name}: ${types.methodsOf(name)};`;
  });
  return `/** Version ${version} of the ${config.name} API: resources, with a method for every operation. */
export interface ${apiNames(config).type} {
  /** The client underneath, which returns \`{ data, error, response }\`: for routes without a method. */
  readonly client: Client<paths, lists>;
${members.join("\n")}
}`;
}

function factory(config: GeneratorConfig, version: string, absent: readonly string[]): string {
  const { scope, tokenVariable } = config;
  const { type, variable, create, options, factory: factoryName } = apiNames(config);
  return `/**
 * Makes ${/^[AEIOU]/.test(type) ? "an" : "a"} {@link ${type}} that speaks version ${version} of the API.
 *
 * @throws {ConfigError} when an option is missing or wrong, before anything is sent.
 *
 * @example
 * \`\`\`ts
 * import { ${create} } from "${scope}/client/${moduleName(version)}";
 *
 * const ${variable} = ${create}({ token: process.env["${tokenVariable}"] ?? "" });
 * \`\`\`
 */
export const ${create}: (options: ${options}) => ${type} = /* @__PURE__ */ ${factoryName}<${type}>(
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

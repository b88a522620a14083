import type { Page } from "../../page.ts";
import type { ApiMethod, ApiVersion } from "../model/api.ts";
import { rangeWords } from "../model/ranges.ts";
import {
  addressOf,
  addressOfMethod,
  allResources,
  methodsOfResource,
  type Resource,
} from "../model/resources.ts";
import type { Reference } from "./context.ts";
import { generalErrors } from "./errors.ts";
import { methodSection } from "./method.ts";
import { objectSection } from "./object.ts";
import { fence, paragraphs } from "./text.ts";

/** The pages of one version: one for each resource, and their index. */
export function versionPages(reference: Reference, version: ApiVersion): Page[] {
  const present = allResources.filter((resource) => hasPage(version, resource));
  return [
    indexPage(reference, version, present),
    ...present.map((resource) => resourcePage(reference, version, resource)),
  ];
}

function hasPage(version: ApiVersion, resource: Resource): boolean {
  return methodsOfResource(version, resource).length > 0;
}

function resourcePage(reference: Reference, version: ApiVersion, resource: Resource): Page {
  const methods = methodsOfResource(version, resource);
  const { api } = reference;
  const objects = objectsOn(reference, version, resource);
  const isLatest = version.name === api.latest;
  const inLatest = api.versions.some((one) => one.name === api.latest && hasPage(one, resource));
  return {
    path: addressOf(api, version, resource.slug).slice(1, -1),
    title: isLatest ? resource.title : `${resource.title} in ${version.name}`,
    description: `${resource.description} ${methods.length === 1 ? "The method" : "The methods"} of API version ${version.name}.`,
    body: paragraphs([
      introduction(version, resource),
      fence("ts", createCode(version)),
      generalErrors,
      ...methods.map((method) => {
        return methodSection(reference, version, method);
      }),
      isLatest ? otherVersions(reference, resource) : "",
      ...(objects.length > 0 ? ["## Objects"] : []),
      ...objects.map((name) => objectSection(reference, version, name)),
    ]),
    frontmatter: {
      reference: versionsOf(reference, version, resource.slug, (one) => hasPage(one, resource)),
      ...(isLatest || (!inLatest && version.name === "Preview") ? {} : hidden),
    },
  };
}

/** Pages of other versions would hide those of the newest in the search, and fill the sidebar. */
const hidden = { pagefind: false, sidebar: { hidden: true } };

function introduction(version: ApiVersion, { description }: Resource): string {
  return `${description} This page has the methods of API version ${version.name}. The examples were run in the sandbox, whose ids they show. Where a field names no evidence, its type follows Intercom's description. Evidence *in* a version was seen in that one; evidence *for* several versions is taken to hold for all of them.`;
}

/** What the examples of a page begin with. */
export function createCode({ slug }: ApiVersion): string {
  return `import { createIntercom } from "@interkit/client/${slug}";
import { createClient } from "@interkit/core/${slug}";

const token = process.env["INTERCOM_TOKEN"] ?? "";
const intercom = createIntercom({ token });
const client = createClient({ token });`;
}

/** What the version switch shows. */
function versionsOf(
  { api }: Reference,
  version: ApiVersion,
  page: string,
  isThere: (version: ApiVersion) => boolean,
) {
  const versions = api.versions
    .filter(isThere)
    .map((one) => ({ version: one.name, href: addressOf(api, one, page) }));
  return { version: version.name, versions: versions.reverse() };
}

/** The schemas that the page of a resource describes. */
function objectsOn(reference: Reference, version: ApiVersion, resource: Resource): string[] {
  const objects = reference.objectsOf(version);
  const reached = new Set(version.methods.flatMap((method) => [...objects.reachedBy(method)]));
  return [...reached].filter((name) => reference.homes.of(name, version) === resource.id).sort();
}

/** The methods that the newest version does not have, so that a search finds them. */
function otherVersions(reference: Reference, resource: Resource): string {
  const lines = missingMethods(reference, resource).map(({ version, method }) =>
    methodLine(reference, version, method, reference.versionsOf(method.id)),
  );
  return lines.length === 0 ? "" : `## In other versions\n\n${lines.join("\n")}`;
}

function missingMethods({ api }: Reference, resource: Resource) {
  const latest = api.versions.find(({ name }) => name === api.latest);
  const seen = new Set(latest?.methods.map(({ id }) => id));
  const inOrder = api.versions.toReversed();
  const numbered = inOrder.filter(({ name }) => name !== "Preview");
  return [...numbered, ...inOrder].flatMap((version) =>
    methodsOfResource(version, resource).flatMap((method) => {
      if (seen.has(method.id)) return [];
      seen.add(method.id);
      return [{ version, method }];
    }),
  );
}

function methodLine(
  { api, names }: Reference,
  version: ApiVersion,
  { id, operation }: ApiMethod,
  present?: ReadonlySet<string>,
): string {
  const range = present === undefined ? "" : ` (${rangeWords(present, names)})`;
  return `- [\`${id}\`](${addressOfMethod(api, version, id)}): ${operation.summary}${range}`;
}

function indexPage(
  reference: Reference,
  version: ApiVersion,
  resources: readonly Resource[],
): Page {
  const { api } = reference;
  const isLatest = version.name === api.latest;
  const sections = resources.map((resource) =>
    paragraphs([
      `## ${resource.title}`,
      `${resource.description} [The page of ${resource.title}](${addressOf(api, version, resource.slug)}).`,
      [
        ...methodsOfResource(version, resource).map((method) =>
          methodLine(reference, version, method),
        ),
        ...(isLatest ? missingMethods(reference, resource) : []).map((other) => {
          const present = reference.versionsOf(other.method.id);
          return methodLine(reference, other.version, other.method, present);
        }),
      ].join("\n"),
    ]),
  );
  return {
    path: addressOf(api, version).slice(1, -1),
    title: isLatest ? "API reference" : `API reference of ${version.name}`,
    description: `Every method of the client for version ${version.name} of the Intercom API, by resource.`,
    body: paragraphs([
      `The ${version.methods.length} methods of \`@interkit/client/${version.slug}\`, each with its parameters, fields, errors and an example that was run in the sandbox.`,
      ...sections,
    ]),
    frontmatter: {
      reference: versionsOf(reference, version, "", () => true),
      ...(isLatest ? { sidebar: { order: 0 } } : hidden),
    },
  };
}

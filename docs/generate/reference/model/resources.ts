import { slug } from "github-slugger";
import { resources } from "../../../../packages/cli/src/generated/resources.ts";
import type { Api, ApiMethod, ApiVersion } from "./api.ts";

/** A part of the API with a page of its own in each version that has it. */
export interface Resource {
  /** The begin of the ids of its methods: `aiContent`. */
  readonly id: string;
  /** Its name in addresses, and its command: `ai-content`. */
  readonly slug: string;
  /** `AI content` */
  readonly title: string;
  readonly description: string;
}

export const allResources: readonly Resource[] = resources.map(({ id, name, description }) => ({
  id,
  slug: name,
  title: titleOf(name),
  description,
}));

function titleOf(name: string): string {
  const words = name.replaceAll("-", " ").replace(/^ai\b/, "AI").replace(/^ip\b/, "IP");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export const resourceIdOf = (methodId: string): string => methodId.split(".")[0] ?? "";

/** The methods of a resource in a version: those used most first, then groups in their order. */
export function methodsOfResource(version: ApiVersion, { id }: Resource): ApiMethod[] {
  const own = version.methods.filter((method) => resourceIdOf(method.id) === id);
  return own.toSorted((one, other) => rankOf(one.id) - rankOf(other.id));
}

const first = ["list", "search", "get", "find", "create", "createOrUpdate", "update", "delete"];

function rankOf(id: string): number {
  const steps = id.split(".").slice(1);
  if (steps.length > 1) return first.length + 1;
  const rank = first.indexOf(steps[0] ?? "");
  return rank < 0 ? first.length : rank;
}

/** The address of a page of the reference, with slashes at both ends. */
export function addressOf(api: Api, { name, slug }: ApiVersion, page = ""): string {
  const version = name === api.latest ? "" : `${slug}/`;
  return `/reference/${version}${page === "" ? "" : `${page}/`}`;
}

/** The address of a method, on the page of its resource. */
export function addressOfMethod(api: Api, version: ApiVersion, id: string): string {
  const resource = allResources.find((one) => one.id === resourceIdOf(id));
  return `${addressOf(api, version, resource?.slug)}#${slug(id)}`;
}

import { createRequire } from "node:module";
import type { Page } from "../../generate/page.ts";
import { type Api, type ApiVersion, readApi } from "../../generate/reference/model/api.ts";

export const api: Api = readApi();

export function versionNamed(name: string): ApiVersion {
  const found = api.versions.find((version) => version.name === name);
  if (found === undefined) throw new Error(`There is no version ${name}`);
  return found;
}

export const newest: ApiVersion = versionNamed(api.latest);

interface Bundle {
  readonly paths: Readonly<Record<string, Readonly<Record<string, BundleOperation>>>>;
}

interface BundleOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly "x-one"?: { readonly operationId: string; readonly summary: string };
}

/** The methods of a bundle, read without the model of the pages. */
export function methodsInBundle(slug: string): { id: string; route: string; summary: string }[] {
  const bundle = createRequire(import.meta.url)(`@interkit/openapi/${slug}.json`) as Bundle;
  return Object.entries(bundle.paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([verb, operation]) =>
      [operation, ...(operation["x-one"] === undefined ? [] : [operation["x-one"]])].map(
        ({ operationId: id, summary }) => ({
          id,
          summary,
          route: `${verb.toUpperCase()} ${path}`,
        }),
      ),
    ),
  );
}

/** A heading of a page, and what is below it up to the next heading of its level or a higher one. */
export interface Section {
  readonly level: number;
  readonly heading: string;
  readonly text: string;
}

export function sectionsOf({ body }: Page): Section[] {
  const withoutCode = body.replace(/^```.*?^```$/gms, (code) => code.replace(/^#/gm, " "));
  const parts = withoutCode.split(/^(?=#{1,6} )/m);
  return parts.flatMap((part): Section[] => {
    const [, marks = "", heading = ""] = /^(#+) (.*)$/m.exec(part) ?? [];
    return part.startsWith("#") ? [{ level: marks.length, heading, text: part }] : [];
  });
}

import { notFound } from "../../engine/errors.ts";
import type { RequestContext } from "../../engine/request-context.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";

/** A public site with articles. Help centers are created in Intercom's pages, not by the API. */
export interface HelpCenter extends Entity {
  readonly identifier: string;
  readonly display_name: string;
  readonly url: string;
  readonly custom_domain: string | null;
  readonly website_turned_on: boolean;
  readonly default: boolean;
  /** Its languages, the default one first. */
  readonly locales: readonly string[];
  readonly created_at: number;
  readonly updated_at: number;
}

export const helpCenters: CollectionKey<HelpCenter> = collection<HelpCenter>(
  "helpCenters",
  "number",
);

/** The default help center. */
export function defaultHelpCenter(context: RequestContext): HelpCenter {
  const all = context.collection(helpCenters).all();
  // The last help center with the flag is the default.
  const found = all.findLast((center) => center.default) ?? all[0];
  if (!found) throw notFound();
  return found;
}

/** The languages of the workspace, the default one first. */
export function workspaceLocales(context: RequestContext): readonly string[] {
  return defaultHelpCenter(context).locales;
}

export function defaultLocale(context: RequestContext): string {
  return workspaceLocales(context)[0] ?? "en";
}

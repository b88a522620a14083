import type { RequestContext } from "../../engine/request-context.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";

/** A redirect from an old URL of a help center to an article or a collection. */
export interface Redirect extends Entity {
  readonly from_url: string;
  readonly locale: string;
  readonly help_center_id: string;
  readonly target_type: "article" | "collection";
  readonly target_id: string;
  readonly created_at: number;
  readonly updated_at: number;
}

export const redirects: CollectionKey<Redirect> = collection<Redirect>("redirects", "number", {
  from: ({ help_center_id, from_url }) => [`${help_center_id} ${from_url}`],
  helpCenter: ({ help_center_id }) => [help_center_id],
  target: ({ target_type, target_id }) => [`${target_type} ${target_id}`],
});

/** Deletes the redirects to an article or a collection. */
export function deleteRedirects(
  context: RequestContext,
  type: Redirect["target_type"],
  id: string,
): void {
  for (const redirect of context.collection(redirects).findBy("target", `${type} ${id}`)) {
    context.collection(redirects).delete(redirect.id);
  }
}

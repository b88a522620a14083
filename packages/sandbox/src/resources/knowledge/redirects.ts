import type { RequestContext } from "../../engine/request-context.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";

/** An old address of a help center that leads to something in it. */
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

/** Deletes the redirects to something: they would lead nowhere without it. */
export function deleteRedirects(
  context: RequestContext,
  type: Redirect["target_type"],
  id: string,
): void {
  for (const redirect of context.collection(redirects).findBy("target", `${type} ${id}`)) {
    context.collection(redirects).delete(redirect.id);
  }
}

import type { JsonObject } from "../../description/openapi.ts";
import { notFound } from "../../engine/errors.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { list, newestFirst } from "../../paging/list.ts";
import { findContact } from "../../records/contacts.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";

/** A banner, which a contact sees until dismissing it. */
export interface Banner extends Entity {
  readonly title: string | null;
  readonly body: string | null;
  readonly style: string;
  readonly position: string;
  readonly show_dismiss_button: boolean;
  readonly action: JsonObject | null;
  readonly client_targeting: readonly JsonObject[] | null;
  /** The contacts that see it; null for all. */
  readonly contact_ids: readonly string[] | null;
  readonly created_at: number;
}

export const banners: CollectionKey<Banner> = collection<Banner>("banners", "number");

export const blankBanner = (now: number): Omit<Banner, "id"> => ({
  title: "Maintenance on Sunday",
  body: "<p>We will be away on Sunday from 6 to 7 UTC.</p>",
  style: "inline",
  position: "top",
  show_dismiss_button: true,
  action: null,
  client_targeting: null,
  contact_ids: null,
  created_at: now,
});

/** One contact's view of a banner. */
export interface BannerView extends Entity {
  readonly contact_id: string;
  readonly banner_id: string;
  readonly impressions: number;
  readonly dismissed: boolean;
}

export const bannerViews: CollectionKey<BannerView> = collection<BannerView>(
  "bannerViews",
  "number",
  {
    contact: ({ contact_id }) => [contact_id],
  },
);

/** Lists the banners of a contact. Each listed banner counts as an impression. */
function listBanners(context: RequestContext): JsonObject {
  const contact = findContact(context, context.param("contact_id"));
  const views = context.collection(bannerViews).findBy("contact", contact.id);
  const shown = context
    .collection(banners)
    .all()
    .filter(({ contact_ids }) => !contact_ids || contact_ids.includes(contact.id))
    .flatMap((banner) => {
      const known = views.find(({ banner_id }) => banner_id === banner.id);
      return known?.dismissed
        ? []
        : [{ ...banner, view_id: recordImpression(context, contact.id, banner, known) }];
    });
  return list(context, shown, { order: newestFirst, view: (one) => ({ ...one, type: "banner" }) });
}

function recordImpression(
  context: RequestContext,
  contact_id: string,
  banner: Banner,
  known?: BannerView,
): string {
  const all = context.collection(bannerViews);
  if (known) return all.update(known.id, { impressions: known.impressions + 1 }).id;
  return all.insert({
    id: context.store.nextId(bannerViews),
    contact_id,
    banner_id: banner.id,
    impressions: 1,
    dismissed: false,
  }).id;
}

function dismiss(context: RequestContext): JsonObject {
  const contact = findContact(context, context.param("contact_id"));
  const view = context.find(bannerViews, context.param("view_id"));
  if (view.contact_id !== contact.id) throw notFound();
  context.collection(bannerViews).update(view.id, { dismissed: true });
  return { type: "banner_dismiss", view_id: view.id, dismissed: true };
}

export const bannerHandlers: Handlers = {
  "contacts.banners.list": listBanners,
  "contacts.banners.dismiss": dismiss,
};

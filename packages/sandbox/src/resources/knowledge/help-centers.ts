import { apiError, notFound } from "../../engine/errors.ts";
import type { HandlerFunction, Handlers, RequestContext } from "../../engine/request-context.ts";
import { crud } from "../../handlers/crud.ts";
import { deletedView } from "../../handlers/response-values.ts";
import { oldestFirst } from "../../paging/list.ts";
import { articles } from "./article-model.ts";
import { collections } from "./collections.ts";
import { type HelpCenter, helpCenters } from "./help-center-model.ts";
import { type Redirect, redirects } from "./redirects.ts";

const missing = () => notFound("Resource not found");

/** The language of a redirect's target. @throws {ApiError} 404 for a target in another help center. */
function targetLocale(context: RequestContext, center: HelpCenter, redirect: Redirect): string {
  const { target_id, target_type, locale } = redirect;
  if (target_type === "collection") {
    const target = context.find(collections, target_id, missing);
    if (String(target.help_center_id) !== center.id) throw missing();
    return target.default_locale;
  }
  const target = context.find(articles, target_id, missing);
  const homes = target.parent_ids.map((id) => context.collection(collections).get(String(id)));
  const isHere = homes.some((home) => String(home?.help_center_id) === center.id);
  if (!isHere && !(homes.length === 0 && center.default)) throw missing();
  return locale in target.contents ? locale : target.default_locale;
}

function checkAddress(context: RequestContext, center: HelpCenter, from: string): void {
  const inside = URL.canParse(from) && `${from}/`.startsWith(`${center.url}/`);
  if (!inside) {
    const message = "from_url must be an absolute URL within this help center's URL space";
    throw apiError(422, "data_invalid", message);
  }
  if (context.collection(redirects).findBy("from", `${center.id} ${from}`).length > 0) {
    throw apiError(409, "resource_conflict", "A redirect with that URL already exists");
  }
}

const redirectHandlers = crud(
  "helpCenters.redirects",
  {
    collection: redirects,
    order: { by: ({ updated_at }) => updated_at, descending: true },
    created: (context) => {
      const center = context.find(helpCenters, context.param("help_center_id"), missing);
      const body = context.body<Redirect>();
      checkAddress(context, center, body.from_url);
      const locale = targetLocale(context, center, body);
      return { locale, created_at: context.now, updated_at: context.now };
    },
    deleted: (_call, { id }) => deletedView("help_center_redirect", id),
    notFound: missing,
  },
  ["list", "get", "create", "delete"],
);

export const helpCenterHandlers: Handlers = {
  ...crud(
    "helpCenters",
    {
      collection: helpCenters,
      order: oldestFirst,
      created: () => ({}),
      view: ({ workspace }, center) => ({ ...center, workspace_id: workspace.id }),
    },
    ["list", "get"],
  ),
  ...redirectHandlers,
  "helpCenters.redirects.list": (context) => {
    context.find(helpCenters, context.param("help_center_id"), missing);
    return (redirectHandlers["helpCenters.redirects.list"] as HandlerFunction)(context);
  },
};

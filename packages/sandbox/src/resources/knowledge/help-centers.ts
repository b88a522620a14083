import type { Call, Handle, Handlers } from "../../engine/call.ts";
import { apiError, notFound } from "../../engine/errors.ts";
import { deletedView } from "../../handlers/answer-values.ts";
import { crud } from "../../handlers/crud.ts";
import { oldestFirst } from "../../paging/list.ts";
import { workspaceId } from "../workspace/workspace.ts";
import { articles } from "./article-model.ts";
import { collections } from "./collections.ts";
import { type HelpCenter, helpCenters } from "./help-center-model.ts";
import { type Redirect, redirects } from "./redirects.ts";

const missing = () => notFound("Resource not found");

/** The language in which a redirect's target can be read; what is not in this help center is 404. */
function targetLocale(call: Call, center: HelpCenter, redirect: Redirect): string {
  const { target_id, target_type, locale } = redirect;
  if (target_type === "collection") {
    const target = call.find(collections, target_id, missing);
    if (String(target.help_center_id) !== center.id) throw missing();
    return target.default_locale;
  }
  const target = call.find(articles, target_id, missing);
  const homes = target.parent_ids.map((id) => call.in(collections).get(String(id)));
  const isHere = homes.some((home) => String(home?.help_center_id) === center.id);
  if (!isHere && !(homes.length === 0 && center.default)) throw missing();
  return locale in target.contents ? locale : target.default_locale;
}

function checkAddress(call: Call, center: HelpCenter, from: string): void {
  const inside = URL.canParse(from) && `${from}/`.startsWith(`${center.url}/`);
  if (!inside) {
    const message = "from_url must be an absolute URL within this help center's URL space";
    throw apiError(422, "data_invalid", message);
  }
  if (call.in(redirects).by("from", `${center.id} ${from}`).length > 0) {
    throw apiError(409, "resource_conflict", "A redirect with that URL already exists");
  }
}

const redirectHandlers = crud(
  "helpCenters.redirects",
  {
    collection: redirects,
    order: { by: ({ updated_at }) => updated_at, descending: true },
    created: (call) => {
      const center = call.find(helpCenters, call.param("help_center_id"), missing);
      const body = call.body<Redirect>();
      checkAddress(call, center, body.from_url);
      const locale = targetLocale(call, center, body);
      return { locale, created_at: call.now, updated_at: call.now };
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
      view: (_call, center) => ({ ...center, workspace_id: workspaceId }),
    },
    ["list", "get"],
  ),
  ...redirectHandlers,
  "helpCenters.redirects.list": (call) => {
    call.find(helpCenters, call.param("help_center_id"), missing);
    return (redirectHandlers["helpCenters.redirects.list"] as Handle)(call);
  },
};

import type { JsonObject } from "../../description/openapi.ts";
import { apiError } from "../../engine/errors.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";
import { recordActivity } from "./activity-logs.ts";

interface IpAllowlist extends Entity {
  readonly enabled: boolean;
  readonly ip_allowlist: readonly string[];
}

/** The workspace has one allowlist. */
const allowlists: CollectionKey<IpAllowlist> = collection<IpAllowlist>("ipAllowlist", "number");

function current(context: RequestContext): IpAllowlist {
  const nothing = { id: "1", enabled: false, ip_allowlist: [] };
  return context.collection(allowlists).get("1") ?? context.collection(allowlists).insert(nothing);
}

function view({ enabled, ip_allowlist }: IpAllowlist): JsonObject {
  return { type: "ip_allowlist", enabled, ip_allowlist };
}

/** Updates the allowlist. The sandbox does not enforce it. */
function update(context: RequestContext): JsonObject {
  const before = current(context);
  const { enabled = before.enabled, ip_allowlist = before.ip_allowlist } =
    context.body<Partial<IpAllowlist>>();
  const wrong = ip_allowlist.find((entry) => !isRange(entry));
  if (wrong !== undefined) {
    throw apiError(422, "parameter_invalid", `${wrong} is not an IP address or range`);
  }
  if (enabled && ip_allowlist.length === 0) {
    throw apiError(422, "parameter_invalid", "An allowlist that is enabled cannot be empty");
  }
  recordActivity(context, {
    activity_type: "security_settings_change",
    activity_description: "The IP allowlist was changed.",
    metadata: { before: view(before), after: { enabled, ip_allowlist } },
  });
  return view(context.collection(allowlists).update("1", { enabled, ip_allowlist }));
}

/** Whether a text is an IP address, or a range in CIDR notation. */
function isRange(text: string): boolean {
  const [address = "", bits, ...rest] = text.split("/");
  if (rest.length > 0) return false;
  const numbers = address.split(".");
  const isV4 = numbers.length === 4 && numbers.every((n) => /^\d{1,3}$/.test(n) && Number(n) < 256);
  const isV6 = /^[0-9a-f:]+$/i.test(address) && address.includes(":");
  if (!isV4 && !isV6) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (isV4 ? 32 : 128));
}

export const ipAllowlistHandlers: Handlers = {
  "ipAllowlist.get": (context) => view(current(context)),
  "ipAllowlist.update": update,
};

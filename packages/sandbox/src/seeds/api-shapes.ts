import type { JsonObject } from "../description/openapi.ts";
import { type Company, type Plan, planNamed } from "../records/companies.ts";
import type { Contact } from "../records/contacts.ts";
import type { AppliedTag } from "../records/tags.ts";
import type { Admin } from "../resources/workspace/admins.ts";

/**
 * Seeds take things as the API answers them, too: this reads what it shows in another form than the
 * sandbox keeps it in.
 */

/** A picture: its address, or an object with it. */
type Picture = string | null | { readonly image_url?: string | null };

/** Things: in a list of their own, or as the API lists them. */
type Listed<T> =
  | readonly T[]
  | { readonly data?: readonly T[]; readonly tags?: readonly T[]; readonly type?: string };

interface Named {
  readonly id: string;
}

/** A contact: what the sandbox keeps of it, or what the API shows. */
export type ContactGiven = Partial<Omit<Contact, "id" | "avatar" | "social_profiles" | "tags">> & {
  readonly avatar?: Picture;
  readonly social_profiles?: Listed<JsonObject>;
  readonly tags?: Listed<AppliedTag | Named>;
  readonly companies?: Listed<Named>;
  readonly opted_out_subscription_types?: Listed<Named>;
  readonly opted_in_subscription_types?: Listed<Named>;
};

export function contactFrom(given: ContactGiven, now: number): Partial<Contact> {
  const {
    avatar,
    social_profiles,
    tags,
    companies,
    opted_out_subscription_types: out,
    opted_in_subscription_types: into,
    ...plain
  } = given;
  return {
    ...plain,
    ...(avatar === undefined ? {} : { avatar: address(avatar) }),
    ...(social_profiles === undefined ? {} : { social_profiles: listed(social_profiles) }),
    ...(tags === undefined ? {} : { tags: applied(tags, now) }),
    ...(companies === undefined ? {} : { company_ids: ids(companies) }),
    ...(out === undefined && into === undefined
      ? {}
      : { subscription_ids: [...ids(out ?? []), ...ids(into ?? [])] }),
  };
}

/** A company: what the sandbox keeps of it, or what the API shows. A plan may be a name alone. */
export type CompanyGiven = Partial<Omit<Company, "id" | "plan" | "tags">> & {
  readonly plan?: string | null | Partial<Plan>;
  readonly tags?: Listed<AppliedTag | Named>;
};

export function companyFrom(given: CompanyGiven, now: number): Partial<Company> {
  const { plan, tags, ...plain } = given;
  return {
    ...plain,
    ...(plan === undefined ? {} : { plan: planFrom(plan) }),
    ...(tags === undefined ? {} : { tags: applied(tags, now) }),
  };
}

/** An admin: what the sandbox keeps of one, or what the API shows. */
export type AdminGiven = Partial<Omit<Admin, "id" | "avatar" | "team_ids">> & {
  readonly avatar?: Picture;
  readonly team_ids?: readonly (string | number)[];
  readonly team_priority_level?: {
    readonly primary_team_ids?: readonly (string | number)[] | null;
    readonly secondary_team_ids?: readonly (string | number)[] | null;
  };
};

export function adminFrom(given: AdminGiven): Partial<Admin> {
  const { avatar, team_ids, team_priority_level: levels, ...plain } = given;
  return {
    ...plain,
    ...(avatar === undefined ? {} : { avatar: address(avatar) }),
    ...(team_ids === undefined ? {} : { team_ids: team_ids.map(String) }),
    ...(levels === undefined
      ? {}
      : {
          primary_team_ids: (levels.primary_team_ids ?? []).map(String),
          secondary_team_ids: (levels.secondary_team_ids ?? []).map(String),
        }),
  };
}

function address(picture: Picture): string | null {
  return typeof picture === "string" ? picture : (picture?.image_url ?? null);
}

function planFrom(plan: string | null | Partial<Plan>): Plan | null {
  if (typeof plan === "string") return planNamed(plan);
  return plan?.name === undefined ? null : { ...planNamed(plan.name), ...idOf(plan) };
}

function idOf({ id }: Partial<Plan>): Partial<Plan> {
  return id === undefined ? {} : { id };
}

function listed<T>(list: Listed<T>): readonly T[] {
  return "map" in list ? list : (list.data ?? list.tags ?? []);
}

function ids(list: Listed<Named>): string[] {
  return listed(list).map(({ id }) => id);
}

/** A tag that the API shows on a thing does not say who put it there. */
function applied(list: Listed<AppliedTag | Named>, now: number): AppliedTag[] {
  return listed(list).map((tag) => ({ applied_at: now, admin_id: "1", ...own(tag) }));
}

function own(tag: AppliedTag | Named): Named & Partial<AppliedTag> {
  return "admin_id" in tag
    ? { id: tag.id, applied_at: tag.applied_at, admin_id: tag.admin_id }
    : { id: tag.id };
}

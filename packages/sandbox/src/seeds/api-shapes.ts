import type { JsonObject } from "../description/openapi.ts";
import { type Company, type Plan, planNamed } from "../records/companies.ts";
import type { Contact } from "../records/contacts.ts";
import type { AppliedTag } from "../records/tags.ts";
import type { Admin } from "../resources/workspace/admins.ts";

/**
 * Seeds accept records in the form of API responses too. These functions convert the properties that
 * differ from the stored form.
 */

/** A picture: its URL, or an object with the URL. */
type Picture = string | null | { readonly image_url?: string | null };

/** A list: an array, or a list of an API response. */
type ListOf<T> =
  | readonly T[]
  | { readonly data?: readonly T[]; readonly tags?: readonly T[]; readonly type?: string };

interface Named {
  readonly id: string;
}

/** A contact in its stored form, or in that of the API. */
export type ContactSeed = Partial<Omit<Contact, "id" | "avatar" | "social_profiles" | "tags">> & {
  readonly avatar?: Picture;
  readonly social_profiles?: ListOf<JsonObject>;
  readonly tags?: ListOf<AppliedTag | Named>;
  readonly companies?: ListOf<Named>;
  readonly opted_out_subscription_types?: ListOf<Named>;
  readonly opted_in_subscription_types?: ListOf<Named>;
};

export function readContactSeed(given: ContactSeed, now: number): Partial<Contact> {
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
    ...(avatar === undefined ? {} : { avatar: pictureUrl(avatar) }),
    ...(social_profiles === undefined ? {} : { social_profiles: itemsOf(social_profiles) }),
    ...(tags === undefined ? {} : { tags: appliedTags(tags, now) }),
    ...(companies === undefined ? {} : { company_ids: ids(companies) }),
    ...(out === undefined && into === undefined
      ? {}
      : { subscription_ids: [...ids(out ?? []), ...ids(into ?? [])] }),
  };
}

/** A company in its stored form, or in that of the API. A plan may be its name. */
export type CompanySeed = Partial<Omit<Company, "id" | "plan" | "tags">> & {
  readonly plan?: string | null | Partial<Plan>;
  readonly tags?: ListOf<AppliedTag | Named>;
};

export function readCompanySeed(given: CompanySeed, now: number): Partial<Company> {
  const { plan, tags, ...plain } = given;
  return {
    ...plain,
    ...(plan === undefined ? {} : { plan: planFrom(plan) }),
    ...(tags === undefined ? {} : { tags: appliedTags(tags, now) }),
  };
}

/** An admin in the stored form, or in that of the API. */
export type AdminSeed = Partial<Omit<Admin, "id" | "avatar" | "team_ids">> & {
  readonly avatar?: Picture;
  readonly team_ids?: readonly (string | number)[];
  readonly team_priority_level?: {
    readonly primary_team_ids?: readonly (string | number)[] | null;
    readonly secondary_team_ids?: readonly (string | number)[] | null;
  };
};

export function readAdminSeed(given: AdminSeed): Partial<Admin> {
  const { avatar, team_ids, team_priority_level: levels, ...plain } = given;
  return {
    ...plain,
    ...(avatar === undefined ? {} : { avatar: pictureUrl(avatar) }),
    ...(team_ids === undefined ? {} : { team_ids: team_ids.map(String) }),
    ...(levels === undefined
      ? {}
      : {
          primary_team_ids: (levels.primary_team_ids ?? []).map(String),
          secondary_team_ids: (levels.secondary_team_ids ?? []).map(String),
        }),
  };
}

function pictureUrl(picture: Picture): string | null {
  return typeof picture === "string" ? picture : (picture?.image_url ?? null);
}

function planFrom(plan: string | null | Partial<Plan>): Plan | null {
  if (typeof plan === "string") return planNamed(plan);
  return plan?.name === undefined ? null : { ...planNamed(plan.name), ...idOf(plan) };
}

function idOf({ id }: Partial<Plan>): Partial<Plan> {
  return id === undefined ? {} : { id };
}

function itemsOf<T>(list: ListOf<T>): readonly T[] {
  return "map" in list ? list : (list.data ?? list.tags ?? []);
}

function ids(list: ListOf<Named>): string[] {
  return itemsOf(list).map(({ id }) => id);
}

/** Tags of an API response have no admin: the first admin is used. */
function appliedTags(list: ListOf<AppliedTag | Named>, now: number): AppliedTag[] {
  return itemsOf(list).map((tag) => ({ applied_at: now, admin_id: "1", ...tagFields(tag) }));
}

function tagFields(tag: AppliedTag | Named): Named & Partial<AppliedTag> {
  return "admin_id" in tag
    ? { id: tag.id, applied_at: tag.applied_at, admin_id: tag.admin_id }
    : { id: tag.id };
}

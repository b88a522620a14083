import type { JsonObject } from "../../description/openapi.ts";
import { apiError } from "../../engine/errors.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { deletedView } from "../../handlers/response-values.ts";
import { list, newestFirst, type PageLimit } from "../../paging/list.ts";
import type { Order } from "../../paging/page-slice.ts";
import { beginScroll, continueScroll } from "../../paging/scroll.ts";
import {
  type Company,
  companies,
  companyNotFound,
  findCompany,
  hasContacts,
} from "../../records/companies.ts";
import { checkCustomAttributes } from "../data/data-attributes.ts";
import { companiesIn } from "../segments/segment-members.ts";
import { segments } from "../segments/segments.ts";
import { applyInput, type CompanyInput, createOrUpdate, removeCompany } from "./company-rules.ts";
import { searchCompanies } from "./company-search.ts";
import { companyView } from "./company-view.ts";

const companyInPath = (context: RequestContext) =>
  findCompany(context, context.param("company_id"));

/** Finds a company by name or `company_id`; without these, lists companies, by tag or segment. */
function retrieve(context: RequestContext): JsonObject {
  const { name, company_id, tag_id, segment_id } = context.query as Record<
    string,
    string | undefined
  >;
  const all = context.collection(companies);
  const options = {
    view: (company: Company) => companyView(context, company),
    perPage: 15,
    pageLimit,
  };
  if (company_id !== undefined || name !== undefined) {
    const [one] =
      company_id === undefined
        ? all.findBy("name", name ?? "")
        : all.findBy("companyId", company_id);
    if (!one) throw companyNotFound();
    if (answersOne(context)) return companyView(context, one);
    return list(context, [one], { ...options, order: newestFirst });
  }
  const sets: Set<Company>[] = [];
  if (tag_id) sets.push(new Set(all.findBy("tag", tag_id)));
  if (segment_id) sets.push(new Set(membersOf(context, segment_id)));
  const wanted = listed(context).filter((company) => sets.every((set) => set.has(company)));
  return list(context, wanted, { ...options, order: newestFirst });
}

/** The companies that lists return: those with a contact. Only the scroll returns the others too. */
function listed(context: RequestContext): Company[] {
  return context
    .collection(companies)
    .all()
    .filter((company) => hasContacts(context, company));
}

/** Whether the version describes the response as a company, and not as a list with one company. */
function answersOne({ description, operation }: RequestContext): boolean {
  const schema = description.responseSchema(operation);
  return schema !== undefined && description.property(schema, "company_id") !== undefined;
}

function membersOf(context: RequestContext, segmentId: string): Company[] {
  const segment = context.collection(segments).get(segmentId);
  return segment ? companiesIn(context, segment) : [];
}

/** The limit of numbered pages. Beyond it, a scroll is required. */
const pageLimit: PageLimit = {
  items: 10_000,
  error: () => apiError(400, "bad_request", "page limit reached, please use scroll API"),
};

function listAll(context: RequestContext): JsonObject {
  const order: Order<Company> = {
    by: (company) => company.last_request_at,
    descending: context.query["order"] !== "asc",
  };
  const view = (company: Company) => companyView(context, company);
  return list(context, listed(context), { order, view, perPage: 15, pageLimit });
}

function scroll(context: RequestContext): JsonObject {
  const { store, now } = context;
  const parameter = context.query["scroll_param"];
  const position =
    typeof parameter === "string" && parameter !== ""
      ? continueScroll(store, parameter, now)
      : beginScroll(store, ids(context), now);
  const found = position.ids.flatMap((id) => context.collection(companies).get(id) ?? []);
  return {
    type: "list",
    data: found.map((company) => companyView(context, company)),
    pages: null,
    total_count: null,
    scroll_param: position.scrollParam,
  };
}

function ids(context: RequestContext): string[] {
  return context
    .collection(companies)
    .all()
    .map(({ id }) => id);
}

/** Refuses unknown properties in the body of a company, as Intercom does. */
function refuseUnknown(context: RequestContext): void {
  const body = context.rawBody;
  if (typeof body !== "object" || body === null || Array.isArray(body)) return;
  const unknown = Object.keys(body).find((name) => !context.accepts(name));
  if (unknown) throw apiError(400, "bad_request", `bad '${unknown}' parameter`);
}

export const companyHandlers: Handlers = {
  "companies.list": retrieve,
  "companies.createOrUpdate": {
    check: refuseUnknown,
    handle: (context) =>
      companyView(context, createOrUpdate(context, context.body<CompanyInput>())),
  },
  "companies.get": (context) => companyView(context, companyInPath(context)),
  "companies.update": (context) => {
    const input = context.body<CompanyInput>();
    checkCustomAttributes(context, "company", { ...input.custom_attributes });
    const company = applyInput(companyInPath(context), input, context.now);
    return companyView(context, context.collection(companies).update(company.id, company));
  },
  "companies.delete": (context) => {
    const company = companyInPath(context);
    removeCompany(context, company);
    return deletedView("company", company.id);
  },
  "companies.listAll": listAll,
  "companies.scroll": scroll,
  "companies.search": searchCompanies,
};

import type { JsonObject } from "../../description/openapi.ts";
import type { Call, Handlers } from "../../engine/call.ts";
import { apiError } from "../../engine/errors.ts";
import { deletedView } from "../../handlers/answer-values.ts";
import { list, newestFirst, type Reach } from "../../paging/list.ts";
import type { Order } from "../../paging/page.ts";
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

const named = (call: Call) => findCompany(call, call.param("company_id"));

/** Finds a company by name or `company_id`; without them, lists companies, by tag or segment. */
function retrieve(call: Call): JsonObject {
  const { name, company_id, tag_id, segment_id } = call.query as Record<string, string | undefined>;
  const all = call.in(companies);
  const options = { view: (company: Company) => companyView(call, company), perPage: 15, reach };
  if (company_id !== undefined || name !== undefined) {
    const [one] =
      company_id === undefined ? all.by("name", name ?? "") : all.by("companyId", company_id);
    if (!one) throw companyNotFound();
    if (answersOne(call)) return companyView(call, one);
    return list(call, [one], { ...options, order: newestFirst });
  }
  const sets: Set<Company>[] = [];
  if (tag_id) sets.push(new Set(all.by("tag", tag_id)));
  if (segment_id) sets.push(new Set(membersOf(call, segment_id)));
  const wanted = listed(call).filter((company) => sets.every((set) => set.has(company)));
  return list(call, wanted, { ...options, order: newestFirst });
}

/** The companies that lists show: those with a contact. Only the scroll has the others too. */
function listed(call: Call): Company[] {
  return call
    .in(companies)
    .all()
    .filter((company) => hasContacts(call, company));
}

/** Whether the version's description has the company itself, or a list of one. */
function answersOne({ description, operation }: Call): boolean {
  const schema = description.responseSchema(operation);
  return schema !== undefined && description.property(schema, "company_id") !== undefined;
}

function membersOf(call: Call, segmentId: string): Company[] {
  const segment = call.in(segments).get(segmentId);
  return segment ? companiesIn(call, segment) : [];
}

/** The most that numbered pages reach; what is beyond takes a scroll. */
const reach: Reach = {
  items: 10_000,
  refusal: () => apiError(400, "bad_request", "page limit reached, please use scroll API"),
};

function listAll(call: Call): JsonObject {
  const order: Order<Company> = {
    by: (company) => company.last_request_at,
    descending: call.query["order"] !== "asc",
  };
  const view = (company: Company) => companyView(call, company);
  return list(call, listed(call), { order, view, perPage: 15, reach });
}

function scroll(call: Call): JsonObject {
  const { store, now } = call;
  const parameter = call.query["scroll_param"];
  const step =
    typeof parameter === "string" && parameter !== ""
      ? continueScroll(store, parameter, now)
      : beginScroll(store, ids(call), now);
  const found = step.ids.flatMap((id) => call.in(companies).get(id) ?? []);
  return {
    type: "list",
    data: found.map((company) => companyView(call, company)),
    pages: null,
    total_count: null,
    scroll_param: step.scrollParam,
  };
}

function ids(call: Call): string[] {
  return call
    .in(companies)
    .all()
    .map(({ id }) => id);
}

/** Intercom refuses what it does not know in the body of a company, by name. */
function refuseUnknown(call: Call): void {
  const body = call.rawBody;
  if (typeof body !== "object" || body === null || Array.isArray(body)) return;
  const unknown = Object.keys(body).find((name) => !call.accepts(name));
  if (unknown) throw apiError(400, "bad_request", `bad '${unknown}' parameter`);
}

export const companyHandlers: Handlers = {
  "companies.list": retrieve,
  "companies.createOrUpdate": {
    check: refuseUnknown,
    handle: (call) => companyView(call, createOrUpdate(call, call.body<CompanyInput>())),
  },
  "companies.get": (call) => companyView(call, named(call)),
  "companies.update": (call) => {
    const input = call.body<CompanyInput>();
    checkCustomAttributes(call, "company", { ...input.custom_attributes });
    const company = applyInput(named(call), input, call.now);
    return companyView(call, call.in(companies).update(company.id, company));
  },
  "companies.delete": (call) => {
    const company = named(call);
    removeCompany(call, company);
    return deletedView("company", company.id);
  },
  "companies.listAll": listAll,
  "companies.scroll": scroll,
  "companies.search": searchCompanies,
};

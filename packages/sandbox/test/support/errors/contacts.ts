import { type Row, type Table, times } from "./table.ts";

const lists = ["notes", "tags", "segments", "subscriptions", "companies"];

/** The errors of all bulk operations. */
function bulk(kind: string, method: string, path: string, byId: boolean): Row[] {
  const request = `${method} ${path}`;
  const one = byId ? { id: "404" } : { external_id: "1" };
  return [
    [request, "422 field_not_found", {}],
    [request, "422 type_mismatch", { [kind]: "all" }],
    [request, "422 type_mismatch", { [kind]: ["one"] }],
    [request, "422 parameter_invalid", { [kind]: times(101, one) }],
    ...(byId ? [[request, "422 field_not_found", { [kind]: [{}] }] as Row] : []),
    [request, "404 job_not_found", { [kind]: [one], job: { id: "job_404" } }],
    [request, "403 forbidden", { [kind]: [one], job: { id: `{closed_${kind}}` } }],
  ];
}

/** Errors of contacts, companies and their records. */
export const contactErrors: Table = {
  prepare: async ({ send, sandbox: { seed }, advance }) => {
    const companies = Array.from({ length: 1000 }, () => seed.company().id);
    const contact = seed.contact({ email: "ada@example.com", external_id: "ada" }).id;
    const archived = seed.contact({ email: "old@example.com", archived: true }).id;
    const lead = seed.contact({ role: "lead" }).id;
    const [tag, inUse, attached] = [seed.tag().id, seed.tag({ name: "Used" }).id, companies[0]];
    seed.segment({ query: { field: "tag_id", operator: "=", value: inUse } });
    seed.segment({ query: { field: "custom_attributes.plan", operator: "=", value: "pro" } });
    seed.dataAttribute({ name: "plan", options: ["pro", "team"] });
    const gone = seed.contact({ role: "lead", email: "ada@example.com", external_id: "gone" }).id;
    await send("POST", "/contacts/merge", { from: gone, into: contact });
    const contacts = { contacts: [{ role: "lead" }] };
    const closed_contacts = (await send("POST", "/contacts/bulk", contacts)).body.id;
    const firms = { companies: [{ company_id: "closed" }] };
    const closed_companies = (await send("POST", "/companies/bulk", firms)).body.id;
    advance(60);
    return {
      ...{ contact, archived, lead, gone, tag, inUse, attached: attached ?? "" },
      ...{ full: seed.contact({ company_ids: companies }).id, new: seed.company().id },
      ...{ closed_contacts, closed_companies },
    };
  },
  rows: [
    ["GET /contacts/404", "404 not_found"],
    ["PUT /contacts/404", "404 not_found", { name: "Ada" }],
    ["DELETE /contacts/404", "404 not_found"],
    ["POST /contacts/404/archive", "404 not_found"],
    ["GET /contacts/find_by_external_id/404", "404 not_found"],
    ["GET /contacts/{gone}", "410 contact_merged"],
    ["GET /contacts/find_by_external_id/gone", "410 contact_merged"],
    ["POST /contacts", "409 conflict", { email: "ada@example.com" }],
    ["POST /contacts", "409 conflict", { external_id: "ada" }],
    ["POST /contacts", "409 conflict", { email: "old@example.com" }],
    ["PUT /contacts/{lead}", "409 conflict", { role: "user", email: "ada@example.com" }],
    ["POST /contacts", "400 parameter_not_found", { name: "Nobody" }],
    ["POST /contacts/merge", "404 not_found", { from: "404", into: "{contact}" }],
    ["POST /contacts/merge", "400 invalid_merge", { from: "{lead}", into: "{contact}" }],
    ["POST /contacts/merge", "400 invalid_merge", { from: "{contact}", into: "{lead}" }],
    ["GET /contacts/{lead}/merge_history", "404 not_found"],
    ["GET /contacts/404/merge_history", "404 not_found"],
    ["POST /contacts/search", "400 invalid_field", { query: { field: "x", operator: "=" } }],
    [
      "POST /contacts/search",
      "400 invalid_sort_order",
      {
        query: { field: "name", operator: "=", value: "A" },
        sort: { field: "name", order: "desc" },
      },
    ],
    ...lists.map((list): Row => [`GET /contacts/404/${list}`, "404 not_found"]),
    ["POST /contacts/404/notes", "404 not_found", { body: "Hi" }],
    ["POST /contacts/{contact}/notes", "404 not_found", { body: "Hi", admin_id: "404" }],
    ["POST /contacts/404/tags", "404 not_found", { id: "{tag}" }],
    ["POST /contacts/{contact}/tags", "404 not_found", { id: "404" }],
    ["DELETE /contacts/404/tags/{tag}", "404 not_found"],
    ["DELETE /contacts/{contact}/tags/{tag}", "404 not_found"],
    ["POST /contacts/404/subscriptions", "404 not_found", { id: "1", consent_type: "opt_out" }],
    [
      "POST /contacts/{contact}/subscriptions",
      "404 not_found",
      { id: "404", consent_type: "opt_out" },
    ],
    ["DELETE /contacts/404/subscriptions/1", "404 not_found"],
    ["DELETE /contacts/{contact}/subscriptions/1", "404 not_found"],
    ["POST /contacts/{contact}/companies", "400 parameter_not_found", {}],
    ["POST /contacts/{contact}/companies", "404 company_not_found", { id: "404" }],
    ["POST /contacts/404/companies", "404 not_found", { id: "{new}" }],
    ["POST /contacts/{full}/companies", "400 contact_company_limit_exceeded", { id: "{new}" }],
    ["DELETE /contacts/{contact}/companies/{new}", "404 company_not_found"],
    ["DELETE /contacts/404/companies/{new}", "404 not_found"],
    ["GET /contacts/404/banners", "404 not_found"],
    ["POST /contacts/{contact}/banners/404/dismiss", "404 not_found"],
    ...bulk("contacts", "POST", "/contacts/bulk", false),
    ...bulk("contacts", "PUT", "/contacts/bulk", true),
    ...bulk("contacts", "POST", "/contacts/bulk/delete", true),
    ["GET /contacts/bulk/job_404", "404 job_not_found"],
    ["POST /companies", "400 bad_request", { company_id: "1", test: true }],
    ["GET /companies?company_id=404", "404 company_not_found"],
    ["GET /companies/404", "404 company_not_found"],
    ["PUT /companies/404", "404 company_not_found", { name: "Engines" }],
    ["DELETE /companies/404", "404 company_not_found"],
    ["GET /companies/404/contacts", "404 company_not_found"],
    ["GET /companies/404/segments", "404 company_not_found"],
    ["GET /companies/404/notes", "404 company_not_found"],
    ["POST /companies/404/notes", "404 company_not_found", { body: "Hi" }],
    ["POST /companies/{new}/notes", "404 not_found", { body: "Hi", admin_id: "404" }],
    [
      "POST /companies/search",
      "400 invalid_field",
      { query: { field: "segment_id", operator: "=", value: "1" } },
    ],
    ...bulk("companies", "POST", "/companies/bulk", false),
    ...bulk("companies", "PUT", "/companies/bulk", true),
    ...bulk("companies", "POST", "/companies/bulk/delete", true),
    ["GET /notes/404", "404 not_found"],
    ["GET /segments/404", "404 not_found"],
    ["GET /tags/404", "404 not_found"],
    ["DELETE /tags/404", "404 not_found"],
    ["DELETE /tags/{inUse}", "400 tag_has_dependent_objects"],
    ["POST /tags", "400 parameter_invalid", {}],
    ["POST /tags", "404 not_found", { name: "New", users: [{ id: "404" }] }],
    ["POST /tags", "404 company_not_found", { name: "New", companies: [{ id: "404" }] }],
    ["GET /visitors?user_id=404", "404 not_found"],
    ["PUT /visitors", "404 not_found", { user_id: "404" }],
    ["POST /events", "404 not_found", { event_name: "a", created_at: 1, user_id: "404" }],
    [
      "POST /data_attributes",
      "400 parameter_invalid",
      { name: "plan", model: "contact", data_type: "string" },
    ],
    [
      "POST /data_attributes",
      "400 parameter_invalid",
      { name: "Why?", model: "contact", data_type: "string" },
    ],
    ["PUT /data_attributes/404", "404 field_not_found", { description: "" }],
    ["PUT /data_attributes/1", "422 data_invalid", { archived: true }],
    ["PUT /data_attributes/1", "400 parameter_invalid", { options: [{ value: "one" }] }],
    ["GET /custom_object_instances/Order/404", "404 not_found"],
    ["DELETE /custom_object_instances/Order/404", "404 not_found"],
  ],
};

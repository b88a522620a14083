import type { Names } from "./example.ts";
import type { WorkspaceBuilder } from "./example-workspace.ts";

/** Adds contacts, companies and visitors. */
export async function addContactsAndCompanies(
  { seed, send, make }: WorkspaceBuilder,
  names: Names,
): Promise<Names> {
  const engines = { company_id: "analytical-engines", name: "Analytical Engines" };
  const company = await make("/companies", { ...engines, monthly_spend: 250 });
  await make(`/companies/${company}/notes`, { body: "A note" });
  const ada = {
    external_id: "user-1815",
    email: "ada@example.com",
    name: "Ada Lovelace",
    last_seen_at: 1_768_000_000,
  };
  for (const model of ["contact", "company"] as const) {
    seed.dataAttribute({ model, name: "plan_tier" });
    seed.dataAttribute({ model, name: "seats", data_type: "integer" });
  }
  const custom_attributes = { plan_tier: "pro" };
  const contact = await make("/contacts", { ...ada, role: "user", custom_attributes });
  const at = `/contacts/${contact}`;
  const tag = names["7522907"];
  await send("POST", `${at}/companies`, { id: company });
  await send("POST", `${at}/tags`, { id: tag });
  await send("POST", `${at}/subscriptions`, { id: "2", consent_type: "opt_in" });
  await send("POST", "/tags", { name: "VIP", companies: [{ id: company }] });
  const event = { event_name: "renewed-plan", created_at: 1_768_000_000, user_id: "user-1815" };
  await send("POST", "/events", event);
  const lead = await make("/contacts", { role: "lead", email: ada.email });
  await send("POST", "/contacts/merge", { from: lead, into: contact });
  seed.banner();
  const banners = await send("GET", `${at}/banners`);
  return {
    "6630f2a1c4b7d80012ab34cd": contact,
    "63a07ddf05a32042dffac965": contact,
    "1815-12-10": ada.external_id,
    "6630f2a1c4b7d80012ab34ce": await make("/contacts", { role: "lead", email: ada.email }),
    "6630f4e7c4b7d80012ab3501": company,
    "63a0979a5eeebeaf28dd56ba": seed.visitor({ user_id: "7d3cbb29-4f0e-4a7e-8c55-8f1f0b9f6e21" })
      .id,
    "29": await make(`${at}/notes`, { body: "A note" }),
    "37846": "2",
    "70442193": banners.data[0].view_id,
    "90317": await make("/custom_object_instances/Order", { external_id: "order-4711" }),
  };
}

/** Adds running jobs. They end by themselves, so they are added last. */
export async function addJobs({ make }: WorkspaceBuilder): Promise<Names> {
  return {
    "5017691_8ab2": await make("/contacts/bulk", { contacts: [{ role: "lead" }] }),
    "5017702_91fe": await make("/companies/bulk", { companies: [{ company_id: "bulk" }] }),
  };
}

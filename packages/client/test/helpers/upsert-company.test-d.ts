import type { Intercom as Old, Company as OldCompany } from "@interkit/client/2.7";
import type { Company, Intercom } from "@interkit/client/2.16";
import { bindCompanies } from "@interkit/client/2.16/companies";
import { upsertCompany } from "@interkit/client/helpers/upsert-company";
import type { Intercom as Preview } from "@interkit/client/preview";
import type { Requester } from "@interkit/core";
import { expectTypeOf, test } from "vitest";

declare const old: Old;
declare const intercom: Intercom;
declare const preview: Preview;
declare const client: Requester;

test("an upsert takes the client of every version, and returns its company", async () => {
  const { company, outcome } = await upsertCompany(intercom, { company_id: "1", name: "Engines" });
  expectTypeOf(company).toEqualTypeOf<Company>();
  expectTypeOf(outcome).toEqualTypeOf<"created" | "updated">();
  const first = await upsertCompany(old, { company_id: "1" });
  expectTypeOf(first.company).toEqualTypeOf<OldCompany>();
  upsertCompany(preview, { company_id: "1" });
  upsertCompany({ companies: bindCompanies(client) }, { company_id: "1", size: 85 });
});

test("fields without a company_id, and fields that companies do not have, do not compile", () => {
  // @ts-expect-error no company_id
  upsertCompany(intercom, { name: "Engines" });
  // @ts-expect-error a typo
  upsertCompany(intercom, { company_id: "1", nmae: "Engines" });
  // @ts-expect-error came with 2.16
  upsertCompany(old, { company_id: "1", update_last_request_at: true });
});

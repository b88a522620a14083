import type { IntercomOptions } from "@interkit/client";
import { createIntercom } from "@interkit/client/2.16";

/** Yields every company as a line of CSV. A scroll reaches all of them; a list of pages has an end. */
export async function* exportCompanies(options: IntercomOptions): AsyncGenerator<string> {
  yield "company_id,name,user_count";
  for await (const company of createIntercom(options).companies.scroll()) {
    yield [company.company_id, company.name, company.user_count].map(quoted).join(",");
  }
}

function quoted(value: string | number | null | undefined): string {
  const text = String(value ?? "");
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

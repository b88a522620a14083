import { type CallOptions, ConfigError, callOptionNames, TimeoutError } from "@interkit/core";
import { checkOptionNames } from "../checks/options.ts";
import type { WithResponse } from "../methods/call.ts";
import { isResponseLost } from "../polling/lost-response.ts";
import { sleep } from "../polling/sleep.ts";

/** What an upsert reads of the given fields. */
export interface CompanyFields {
  /** Your id of the company. */
  readonly company_id?: string | undefined;
}

/** A company of the API, as an upsert needs it. */
export interface UpsertableCompany {
  /** When it was created, in Unix seconds. */
  readonly created_at: number;
  /** When it changed last, in Unix seconds. */
  readonly updated_at: number;
}

/** The method that an upsert calls. A client of every version has it. */
export interface CompanyUpserter<Company, Input> {
  /** What `intercom.companies` has. */
  readonly companies: {
    createOrUpdate(
      body?: Input,
      options?: CallOptions,
    ): { withResponse(): PromiseLike<WithResponse<Company>> };
  };
}

/** What an upsert did, and the company after it. */
export interface UpsertedCompany<Company> {
  /** The company as the API returned it. */
  readonly company: Company;
  /**
   * Whether the company is new. Intercom does not report it, so that this compares `created_at` with the
   * time of the call: of several upserts in the same second, more than one may be `"created"`.
   */
  readonly outcome: "created" | "updated";
}

const maxTries = 3;
const firstDelayMs = 500;

/**
 * Updates the company that has your `company_id`, or creates it, in one request. Several at once make one
 * company, since Intercom finds it by the `company_id` itself. Where a response is lost, the request is sent
 * again, which has the same effect: up to three times, or never with `retry: false`.
 *
 * The `id` of the company is Intercom's, which other methods take. A company without contacts is in no list
 * and no search: `companies.find` and `companies.scroll` have it.
 *
 * @param intercom what `createIntercom` of any version returned.
 * @param fields as `companies.createOrUpdate` takes them; fields that are left out stay as they are.
 * @throws {ConfigError} without a `company_id`, with which Intercom would create a company each time, and
 *   for an option that does not exist.
 * @see https://developers.intercom.com/docs/references/rest-api/api.intercom.io/companies/createorupdatecompany
 *
 * @example
 * ```ts
 * import { createIntercom } from "@interkit/client/2.16";
 * import { upsertCompany } from "@interkit/client/helpers/upsert-company";
 *
 * const intercom = createIntercom({ token: process.env["INTERCOM_TOKEN"] ?? "" });
 * const engines = { company_id: "analytical-engines", name: "Analytical Engines" };
 * const { company, outcome } = await upsertCompany(intercom, engines);
 * console.log(outcome, company.id, company.company_id);
 * ```
 */
export async function upsertCompany<Company extends UpsertableCompany, Input extends CompanyFields>(
  { companies }: CompanyUpserter<Company, Input>,
  fields: NoInfer<Input> & { readonly company_id: string },
  options: CallOptions = {},
): Promise<UpsertedCompany<Company>> {
  checkOptionNames("upsertCompany", options, callOptionNames);
  const { company_id }: CompanyFields = fields ?? {};
  if (typeof company_id !== "string" || company_id.trim() === "") {
    throw new ConfigError(
      "An upsert needs a company_id, your id of the company: without one, Intercom creates a company each time",
    );
  }
  const began = performance.now();
  for (let tries = 1; ; tries++) {
    try {
      const { data, response } = await companies.createOrUpdate(fields, options).withResponse();
      const isNew =
        data.created_at >= secondsAt(began, response) &&
        // After a lost response, the request that created the company was an earlier one.
        (tries > 1 || data.updated_at <= data.created_at);
      return { company: data, outcome: isNew ? "created" : "updated" };
    } catch (error) {
      const isOver = error instanceof TimeoutError && error.phase === "call";
      if (tries >= triesOf(options) || isOver || !isResponseLost(error)) throw error;
      await sleep(firstDelayMs * 2 ** (tries - 1), options.signal);
    }
  }
}

function triesOf({ retry }: CallOptions): number {
  if (retry === false) return 1;
  return (typeof retry === "number" ? retry : retry?.attempts) ?? maxTries;
}

/** When a call began, in Unix seconds of the server's clock, which may differ from that of this machine. */
function secondsAt(began: number, response: Response): number {
  const servedAt = Date.parse(response.headers.get("date") ?? "");
  const now = Number.isNaN(servedAt) ? Date.now() : servedAt;
  return Math.floor((now - (performance.now() - began)) / 1000);
}

import { type CallOptions, ConfigError } from "@interkit/client";
import { upsertCompany } from "@interkit/client/helpers/upsert-company";
import { AttributeDefinitions } from "./attribute-definitions.ts";
import type {
  CollectionContext,
  DesiredObject,
  ExistingObject,
  Listing,
  OpenCollection,
} from "./collection.ts";
import type { CompaniesClient } from "./company-client.ts";
import { companyFields, companyObject } from "./company-fields.ts";
import { unlessGone } from "./unless-gone.ts";

/** Up to so many companies are read one by one. A scroll returns 100 in one request, and one may be open at a time. */
const mostReads = 50;
const readsAtOnce = 5;
const perPage = 100;

/** The calls of `companies` for one plan. */
export class OpenCompanies implements OpenCollection {
  readonly id: string;
  readonly #companies: CompaniesClient["companies"];
  readonly #call: CallOptions;
  readonly #definitions: AttributeDefinitions;

  private constructor(
    { companies }: CompaniesClient,
    workspace: string,
    definitions: AttributeDefinitions,
    call: CallOptions,
  ) {
    this.id = `${workspace} companies`;
    this.#companies = companies;
    this.#definitions = definitions;
    this.#call = call;
  }

  static async open(
    intercom: CompaniesClient,
    { call }: CollectionContext,
  ): Promise<OpenCompanies> {
    const { app } = await intercom.admins.identify(call);
    const reader = intercom.dataAttributes;
    const definitions = await AttributeDefinitions.read(reader, "company", companyFields, call);
    return new OpenCompanies(intercom, app?.id_code ?? "unknown", definitions, call);
  }

  convert(desired: DesiredObject): DesiredObject {
    return this.#definitions.convert(desired);
  }

  async check(desired: Iterable<DesiredObject>): Promise<readonly string[]> {
    return this.#definitions.check(desired);
  }

  /** Never whole: the companies of other keys are left out. */
  list(keys: ReadonlySet<string>): Listing {
    const pages = () => (keys.size > mostReads ? this.#scroll(keys) : this.#find([...keys]));
    return { pages, isWhole: () => false };
  }

  async read(id: string): Promise<ExistingObject | undefined> {
    const company = await unlessGone(this.#companies.get(id, this.#call));
    return company && companyObject(company);
  }

  async create({ key, fields }: DesiredObject): Promise<ExistingObject> {
    const body = { ...fields, company_id: key };
    const { company } = await upsertCompany({ companies: this.#companies }, body, this.#call);
    return companyObject(company);
  }

  /** Intercom finds the company by its `company_id`, and creates it again where it is gone. */
  update(_id: string, desired: DesiredObject): Promise<ExistingObject> {
    return this.create(desired);
  }

  async remove(): Promise<void> {
    throw new ConfigError(
      "companies: a company is never removed, since its contacts would lose it",
    );
  }

  async *#find(keys: string[]): AsyncGenerator<readonly ExistingObject[]> {
    while (keys.length > 0) {
      const some = keys.splice(0, readsAtOnce);
      const find = (company_id: string) =>
        unlessGone(this.#companies.find({ company_id }, this.#call));
      const found = await Promise.all(some.map(find));
      yield found.flatMap((company) => (company === undefined ? [] : [companyObject(company)]));
    }
  }

  /** The scroll has companies without contacts, which no list has, and does not end at 10,000. */
  async *#scroll(keys: ReadonlySet<string>): AsyncGenerator<readonly ExistingObject[]> {
    const options = {
      ...this.#call,
      ...({ onScrollBusy: "wait", onScrollExpired: "restart", dedupe: "id" } as const),
    };
    let objects: ExistingObject[] = [];
    for await (const company of this.#companies.scroll(undefined, options)) {
      if (keys.has(company.company_id)) objects.push(companyObject(company));
      if (objects.length < perPage) continue;
      yield objects;
      objects = [];
    }
    yield objects;
  }
}

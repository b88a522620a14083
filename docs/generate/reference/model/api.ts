import { createRequire } from "node:module";
import { type Facts, factsOf } from "interkit-generator/tables/facts";
import { type Method, methodsOf, type VersionMethods } from "interkit-generator/tables/methods";
import { signatureOf } from "interkit-generator/tables/signature";
import { TypeNames } from "interkit-generator/tables/type-names";
import { loadCatalog, type Operation } from "../../../../packages/cli/src/catalog/catalog.ts";
import { clients, latest } from "../../../../packages/cli/src/generated/clients.ts";

type Document = VersionMethods["document"];

/** A method of the client in one API version. */
export interface ApiMethod {
  /** `contacts.companies.list` */
  readonly id: string;
  readonly method: Method;
  readonly facts: Facts;
  /** The same operation as the command line has it. */
  readonly operation: Operation;
  /** `(contact_id: string, options?: CallOptions): Call<Contact>` */
  readonly signature: string;
}

/** One API version, as its bundle describes it. */
export interface ApiVersion {
  /** The value of the header: `2.16`, `Preview`. */
  readonly name: string;
  /** Its name in addresses and imports: `2.16`, `preview`. */
  readonly slug: string;
  readonly document: Document;
  readonly methods: readonly ApiMethod[];
  /** The schemas, as the command line reads them. */
  readonly schemas: ReturnType<typeof loadCatalog>["schemas"];
}

export interface Api {
  /** Oldest first. */
  readonly versions: readonly ApiVersion[];
  /** The name of the version whose pages have no version in their address. */
  readonly latest: string;
}

const require = createRequire(import.meta.url);

/** Reads the bundles of all versions. */
export function readApi(): Api {
  const bundles = Object.keys(clients).map((slug) => {
    const document = require(`@interkit/openapi/${slug}.json`) as Document;
    const { version } = document["info"] as { version: string };
    return { slug, ...methodsOf({ version, document }) };
  });
  const facts = factsOf(bundles);
  return { latest, versions: bundles.map((bundle) => readVersion(bundle, facts)) };
}

function readVersion(
  bundle: VersionMethods & { readonly slug: string },
  facts: ReadonlyMap<string, Facts>,
): ApiVersion {
  const { slug, version: name, document } = bundle;
  const { operations, schemas } = loadCatalog(slug);
  const byId = new Map(operations.map((operation) => [operation.id, operation]));
  const types = new TypeNames(bundle);
  const methods = bundle.methods.map((method): ApiMethod => {
    const known = facts.get(method.id) as Facts;
    const signature = signatureOf(method, known, types);
    const operation = byId.get(method.id) as Operation;
    return { id: method.id, method, facts: known, operation, signature };
  });
  return { name, slug, document, methods, schemas };
}

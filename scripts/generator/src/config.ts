import type { ApiVersions } from "./description/api-versions.ts";

/**
 * What is particular to one API and its packages. Everything else that the generator writes follows
 * from the description.
 */
export interface GeneratorConfig {
  /** The name of the API, as an identifier: for `Harbour`, `createHarbour()` makes a `Harbour`. */
  readonly name: string;
  /** The scope of the packages, such as `@harbour`. */
  readonly scope: string;
  /** The request header that names the API version. None for an API that has no such header. */
  readonly versionHeader?: string;
  /** A second name for one of the versions, which the header may have: the same types. */
  readonly alias?: { readonly name: string; readonly version: string };
  /** The base URLs of the API by region. The first is the default. */
  readonly hosts: Readonly<Record<string, string>>;
  /** The environment variable from which the examples read the token. */
  readonly tokenVariable: string;
  /** The path of a GET without parameters, for examples. */
  readonly examplePath: string;
  /** The folders of the description and of the packages, from the root of the repository. */
  readonly folders: Folders;
  /** The sentences of the repository's documents that name an API version. */
  readonly sentences: readonly Sentence[];
}

/** The folders that the generator reads from and writes to. */
export interface Folders {
  readonly description: string;
  readonly core: string;
  readonly client: string;
  readonly sandbox: string;
  /** None for a repository without a command line. */
  readonly cli?: string;
  /** None for a repository without a codemod from another client. */
  readonly codemod?: string;
}

/** A sentence of the documents that names the oldest, the newest or the latest version. */
export interface Sentence {
  readonly files: readonly string[];
  readonly pattern: RegExp;
  /** What the sentence has to be, for what it is. */
  readonly words: (list: ApiVersions, match: string) => string;
}

/** The names that follow from the name of the API. */
export interface ApiNames {
  /** `Harbour`. */
  readonly type: string;
  /** `harbour`: the variable in examples. */
  readonly variable: string;
  /** `createHarbour`. */
  readonly create: string;
  /** `HarbourOptions`. */
  readonly options: string;
  /** `createHarbourFactory`, in the module `harbour.ts` of the client. */
  readonly factory: string;
}

export function apiNames({ name }: Pick<GeneratorConfig, "name">): ApiNames {
  return {
    type: name,
    variable: name.charAt(0).toLowerCase() + name.slice(1),
    create: `create${name}`,
    options: `${name}Options`,
    factory: `create${name}Factory`,
  };
}

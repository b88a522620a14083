/** A folder of this repository that another API takes as it is, without what it does not need. */
export interface Copied {
  readonly from: string;
  readonly without?: readonly string[];
  /** What it is for. The guide has the same words. */
  readonly why: string;
}

/** What to copy for another API, in the order of the guide. Generated files are never copied. */
export const copied: readonly Copied[] = [
  {
    from: "scripts/generator",
    without: ["test/**", "vitest.config.ts"],
    why: "makes bundles, types, tables and methods from the description",
  },
  { from: "openapi/extensions.yaml", why: "the schemas of the extension fields" },
  { from: "openapi/src/schemas.ts", why: "the JSON types that evidence names" },
  {
    from: "packages/core/src",
    without: ["lean/**", "node/**", "observe/opentelemetry.ts", "rate-limit/redis.ts"],
    why: "sends calls: options, retries, rate limit, deadlines, errors",
  },
  { from: "packages/pagination/src", why: "iterates lists in every style of paging" },
  {
    from: "packages/client/src/methods",
    without: ["read-file.unsupported.ts"],
    why: "turns rows of a table into methods",
  },
  { from: "packages/client/src/checks/options.ts", why: "checks the options of a method" },
  { from: "packages/client/src/node/save-to.ts", why: "saves a download to a file" },
  { from: "packages/client/src/node/file-writer.ts", why: "writes that file in batches" },
  { from: "packages/client/src/intercom.ts", why: "makes the client of a version" },
  { from: "packages/client/src/resource.ts", why: "makes the methods of one resource" },
  { from: "packages/client/src/options.ts", why: "the types of the options" },
  { from: "packages/sandbox/src/description", why: "reads bundles, validates and projects" },
  {
    from: "packages/sandbox/src/engine",
    why: "routes requests, checks tokens and versions, writes responses and errors",
  },
  { from: "packages/sandbox/src/handlers/crud.ts", why: "the five operations of a plain resource" },
  {
    from: "packages/sandbox/src/paging",
    without: ["scroll.ts", "sub-list.ts"],
    why: "answers lists in every style of paging",
  },
  { from: "packages/sandbox/src/store", why: "keeps records, and rolls back failed requests" },
  { from: "packages/sandbox/src/state", why: "the state of a sandbox and its clock" },
  { from: "packages/sandbox/src/registry", why: "the tokens and the workspaces they belong to" },
  { from: "packages/sandbox/src/faults", why: "makes requests fail on purpose" },
  { from: "tsconfig.base.json", why: "the settings of the compiler" },
  { from: "build.shared.mjs", why: "builds a package" },
];

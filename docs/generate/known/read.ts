import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";

type JsonObject = Readonly<Record<string, unknown>>;

/** An entry of the evidence, as the description is published with it: about a schema or an operation. */
export interface Evidence {
  readonly schema?: string;
  readonly operation?: string;
  readonly source: string;
  readonly seen: string;
  readonly versions: readonly string[];
  /** How many objects were seen. */
  readonly samples?: number;
  readonly says?: string;
}

/** The description of one API version. */
export interface Bundle {
  readonly paths: Readonly<Record<string, JsonObject>>;
  readonly webhooks?: Readonly<Record<string, JsonObject>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;
}

/** What the pages are made from. */
export interface Description {
  readonly evidence: readonly Evidence[];
  /** By version, the oldest first. */
  readonly bundles: ReadonlyMap<string, Bundle>;
  /** The newest stable version. */
  readonly latest: string;
  /** How many places knowingly differ from Intercom's own description. */
  readonly corrections: number;
}

/** Reads the description from its built files. */
export function readDescription(): Description {
  const folder = path.resolve(import.meta.dirname, "../../../openapi");
  const text = (name: string) => readFileSync(path.join(folder, name), "utf8");
  const root = parse(text("intercom.yaml")) as Record<string, unknown>;
  const versions = root["x-api-versions"] as readonly string[];
  return {
    evidence: JSON.parse(text("dist/evidence/ledger.json")) as Evidence[],
    bundles: new Map(
      versions.map((version) => [version, JSON.parse(text(`dist/${version}.json`)) as Bundle]),
    ),
    latest: String(root["x-latest-version"]),
    corrections: (parse(text("corrections.yaml")) as readonly unknown[]).length,
  };
}

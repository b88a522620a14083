import { readFileSync } from "node:fs";
import path from "node:path";
import { publishedPlaces } from "../packed/packages.ts";

/** The fields of a package.json that a registry shows, or that decide what is published. */
export interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly description?: string;
  readonly keywords?: readonly string[];
  readonly license?: string;
  readonly homepage?: string;
  readonly bugs?: { readonly url?: string };
  readonly repository?: {
    readonly type?: string;
    readonly url?: string;
    readonly directory?: string;
  };
  readonly files?: readonly string[];
  readonly engines?: { readonly node?: string };
  readonly publishConfig?: { readonly access?: string; readonly provenance?: boolean };
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

export function readManifest(root: string, place: string): Manifest {
  return JSON.parse(readFileSync(path.join(root, place, "package.json"), "utf8")) as Manifest;
}

/** The mistakes in the manifests of the published packages, each in one line with its fix. */
export function manifestFaults(root: string): string[] {
  const wanted = readManifest(root, ".");
  return publishedPlaces(root).flatMap((place) => {
    const faults = faultsOf(readManifest(root, place), wanted, place);
    return faults.map((fault) => `${place}/package.json: ${fault}`);
  });
}

/** Compares the manifest of a package with that of the repository, which has the address and the license. */
export function faultsOf(manifest: Manifest, root: Manifest, place: string): string[] {
  const faults: string[] = [];
  const expect = (field: string, found: unknown, wanted: unknown) => {
    if (found === wanted) return;
    const fix = `npm pkg set ${field}=${JSON.stringify(wanted)}`;
    faults.push(`${field} is ${JSON.stringify(found)}; run \`${fix}\` in ${place}`);
  };
  const address = root.repository?.url?.replace(/^git\+/, "").replace(/\.git$/, "");
  expect("repository.type", manifest.repository?.type, "git");
  expect("repository.url", manifest.repository?.url, root.repository?.url);
  expect("repository.directory", manifest.repository?.directory, place);
  expect("homepage", manifest.homepage, `${address}/tree/main/${place}#readme`);
  expect("bugs.url", manifest.bugs?.url, `${address}/issues`);
  expect("license", manifest.license, root.license);
  expect("engines.node", manifest.engines?.node, root.engines?.node);
  expect("publishConfig.access", manifest.publishConfig?.access, "public");
  if (!manifest.description) faults.push("has no description");
  if (!manifest.keywords?.includes("intercom")) faults.push('keywords do not have "intercom"');
  if (!manifest.files?.includes("CHANGELOG.md")) faults.push("files do not have CHANGELOG.md");
  if (manifest.publishConfig?.provenance !== undefined)
    faults.push(
      "publishConfig.provenance makes npm refuse to publish outside of GitHub: remove it, the workflow sets it",
    );
  return faults;
}

import { clientNames, type Vendor } from "./vendor.ts";

/** A value of `intercom-client`, as the compiler's type of an expression shows it. */
export type VendorValue =
  | { readonly kind: "client" }
  | { readonly kind: "resource"; readonly path: string }
  | { readonly kind: "error" };

interface Resource {
  readonly methods: string[];
  readonly resources: Map<string, Resource>;
}

const prefix = "Resource$";

/**
 * Writes declarations for `intercom-client`: its client with a type of its own for each resource, so that
 * the compiler follows clients and resources through variables, parameters, fields and other files. What
 * methods return is `any`.
 */
export function declareVendor({ methods }: Vendor): string {
  const root: Resource = { methods: [], resources: new Map() };
  for (const method of methods.keys()) addMethod(root, method.split("."));
  return [
    `export declare class IntercomClient {\n  constructor(options?: any);\n${membersOf(root, "")}}`,
    "export { IntercomClient as Client };",
    "export declare namespace IntercomClient { interface Options {} interface RequestOptions {} }",
    // The value makes `Intercom` a name of values too, as in `error instanceof Intercom.NotFoundError`.
    "export declare namespace Intercom { interface Unlisted {} const unlisted: unknown; }",
    "export declare class IntercomError extends Error { statusCode?: number; body?: any; rawResponse?: any; }",
    "export declare class IntercomTimeoutError extends Error {}",
    'export * as default from "./index.d.ts";',
    ...interfacesOf(root, ""),
  ].join("\n");
}

/** Which value of `intercom-client` a symbol of these declarations stands for. */
export function vendorValueOf(name: string): VendorValue | undefined {
  if (clientNames.includes(name)) return { kind: "client" };
  if (name === "IntercomError") return { kind: "error" };
  if (!name.startsWith(prefix)) return undefined;
  return { kind: "resource", path: name.slice(prefix.length).replaceAll("$", ".") };
}

function addMethod(resource: Resource, [name = "", ...rest]: readonly string[]): void {
  if (rest.length === 0) {
    resource.methods.push(name);
    return;
  }
  const nested = resource.resources.get(name) ?? { methods: [], resources: new Map() };
  resource.resources.set(name, nested);
  addMethod(nested, rest);
}

const nameOf = (path: string): string => prefix + path.replaceAll(".", "$");

const join = (path: string, name: string): string => (path === "" ? name : `${path}.${name}`);

function membersOf({ methods, resources }: Resource, path: string): string {
  const called = methods.map((name) => `  ${name}(...args: any[]): Promise<any>;\n`);
  const nested = Array.from(
    resources.keys(),
    (name) => `  readonly ${name}: ${nameOf(join(path, name))};\n`,
  );
  return [...called, ...nested].join("");
}

function interfacesOf(resource: Resource, path: string): string[] {
  return [...resource.resources].flatMap(([name, nested]) => {
    const place = join(path, name);
    return [
      `interface ${nameOf(place)} {\n${membersOf(nested, place)}}`,
      ...interfacesOf(nested, place),
    ];
  });
}

import { createRequire } from "node:module";
import path from "node:path";
import type { Major } from "../../src/table/vendor/release.ts";

/** The newest release of each major version. */
export const releases: Readonly<Record<Major, string>> = {
  3: "3.2.1",
  4: "4.0.0",
  5: "5.0.0",
  6: "6.4.0",
  7: "7.0.3",
};

type Method = (argument?: unknown) => unknown;
type Place = Readonly<Record<string, unknown>>;

/** Makes a client of an installed release that sends its requests to a URL. */
export function clientOf(folder: string, major: Major, url: string): (name: string) => Method {
  const vendor: unknown = createRequire(path.join(folder, "package.json"))("intercom-client");
  const client = major < 6 ? classic(vendor, url) : current(vendor, url);
  return (name) => methodOf(client, name);
}

function classic(vendor: unknown, baseURL: string): unknown {
  interface Classic {
    useRequestOpts(options: { readonly baseURL: string }): unknown;
  }
  const { Client } = vendor as { Client: new (options: unknown) => Classic };
  return new Client({ tokenAuth: { token: "secret" } }).useRequestOpts({ baseURL });
}

function current(vendor: unknown, environment: string): unknown {
  const { IntercomClient } = vendor as { IntercomClient: new (options: unknown) => unknown };
  return new IntercomClient({ token: "secret", environment });
}

function methodOf(client: unknown, name: string): Method {
  const steps = name.split(".");
  const last = steps.pop() ?? "";
  const resource = steps.reduce((place, step) => (place as Place)[step], client) as Place;
  const method = resource[last] as Method;
  return (argument) =>
    argument === undefined ? method.call(resource) : method.call(resource, argument);
}

import { readBundle } from "./described.ts";

const found = new Map<string, ReadonlySet<string>>();

/** The names of the schemas that only webhooks refer to. */
export function webhookSchemas(version: string): ReadonlySet<string> {
  const known = found.get(version);
  if (known) return known;
  const { webhooks, paths, components } = readBundle(version) as unknown as {
    webhooks: object;
    paths: object;
    components: { schemas: Readonly<Record<string, object>> };
  };
  const { schemas } = components;
  const standalone = Object.values(schemas).filter((schema) => "x-standalone" in schema);
  const others = namesFrom(schemas, [paths, ...standalone]);
  const own = namesFrom(schemas, [webhooks]);
  const names = new Set([...own].filter((name) => !others.has(name)));
  found.set(version, names);
  return names;
}

function namesFrom(
  schemas: Readonly<Record<string, object>>,
  nodes: readonly object[],
): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: object): void => {
    for (const [, name = ""] of JSON.stringify(node).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      if (names.has(name)) continue;
      names.add(name);
      visit(schemas[name] ?? {});
    }
  };
  nodes.forEach(visit);
  return names;
}

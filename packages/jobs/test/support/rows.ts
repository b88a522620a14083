import { createIntercom } from "@interkit/client/2.16";
import type {
  Collection,
  DesiredObject,
  ExistingObject,
  OpenCollection,
} from "@interkit/jobs/sync";
import { createSandbox, type SandboxOptions } from "@interkit/sandbox";

/** A sandbox, a client of it that sends each call once, and the requests that were sent. */
export function rowsSetup(options: SandboxOptions = {}) {
  const sandbox = createSandbox(options);
  const intercom = createIntercom({ token: "test", fetch: sandbox.fetch, retry: false });
  const notices: string[] = [];
  const open = (collection: Collection<object>) =>
    collection.open({ call: {}, notice: (message) => notices.push(message) });
  /** How many requests had a path, and what they were. */
  const sent = (method: string, path = "") =>
    sandbox.requests
      .list()
      .filter((request) => request.method === method && request.path.startsWith(path))
      .map((request) => request.path);
  return { sandbox, intercom, notices, open, sent };
}

/** The objects of rows, as a plan has them. */
export function declared(
  collection: Collection<object>,
  opened: OpenCollection,
  rows: readonly object[],
): DesiredObject[] {
  return rows.map((row) => {
    const object = collection.toObject(row);
    return opened.convert?.(object) ?? object;
  });
}

/** What a collection lists for some keys. */
export async function listed(
  opened: OpenCollection,
  keys: Iterable<string>,
): Promise<ReadonlyMap<string | undefined, ExistingObject>> {
  const objects: ExistingObject[] = [];
  for await (const page of opened.list(new Set(keys)).pages()) objects.push(...page);
  return new Map(objects.map((one) => [one.key, one]));
}

/** The message with which a function fails. */
export function refusal(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return String(error);
  }
  return "no error";
}

/** The column of an attribute in a flat row. */
export function attribute(name: string, value: unknown): object {
  return { [`custom_attributes.${name}`]: value };
}

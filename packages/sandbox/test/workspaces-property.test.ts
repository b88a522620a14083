import { createSandbox, type Sandbox } from "@interkit/sandbox";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Json } from "./support/workspace.ts";

const names = ["acme", "globex"] as const;

/** An operation of a program that knows one workspace. */
type Step =
  | { readonly kind: "contact" | "company" | "tag" | "conversation" | "search" | "list" }
  | { readonly kind: "read" | "change" | "delete"; readonly at: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constantFrom("contact", "company", "tag", "conversation", "search", "list"),
  }),
  fc.record({ kind: fc.constantFrom("read", "change", "delete"), at: fc.nat(30) }),
);

const steps = fc.array(fc.tuple(fc.constantFrom(...names), step), { maxLength: 25 });

/** The requests of a step. Ids are those that this workspace returned before. */
function requestOf(step: Step, count: number, ids: readonly string[]) {
  const everyone = { field: "created_at", operator: ">", value: 0 };
  switch (step.kind) {
    case "contact":
      return ["POST", "/contacts", { email: `person${count}@example.com`, name: "Ada" }] as const;
    case "company":
      return ["POST", "/companies", { company_id: `c${count % 3}`, name: "Engines" }] as const;
    case "tag":
      return ["POST", "/tags", { name: `Tag ${count % 4}` }] as const;
    case "conversation":
      return [
        "POST",
        "/conversations",
        { from: { type: "user", id: ids[0] ?? "0" }, body: "Hi" },
      ] as const;
    case "search":
      return ["POST", "/contacts/search", { query: everyone }] as const;
    case "list":
      return ["GET", "/contacts"] as const;
    case "read":
      return ["GET", `/contacts/${ids[step.at] ?? "0"}`] as const;
    case "change":
      return ["PUT", `/contacts/${ids[step.at] ?? "0"}`, { name: `Name ${count}` }] as const;
    case "delete":
      return ["DELETE", `/contacts/${ids[step.at] ?? "0"}`] as const;
  }
}

class Program {
  readonly #sandbox: Sandbox;
  readonly #token: string;
  readonly #ids: string[] = [];
  /** What it was answered, without the id of the request. */
  readonly seen: unknown[] = [];
  #count = 0;

  constructor(sandbox: Sandbox, name: string) {
    this.#sandbox = sandbox;
    this.#token = `${name}-token`;
  }

  async run(step: Step): Promise<void> {
    this.#count += 1;
    const [method, path, body] = requestOf(step, this.#count, this.#ids);
    const response = await this.#sandbox.fetch(`https://api.intercom.io${path}`, {
      method,
      headers: { Authorization: `Bearer ${this.#token}`, "Content-Type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const { request_id: _, ...rest } = (await response.json()) as Json;
    if (step.kind === "contact" && response.ok) this.#ids.push(rest.id);
    this.seen.push([response.status, rest]);
  }
}

test("a program is answered the same, whatever programs of other workspaces do", async () => {
  const workspaces = names.map((id) => ({ id }));
  const make = () => createSandbox({ workspaces, clock: () => 1_717_401_600_000 });
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const shared = make();
      const together = names.map((name) => new Program(shared, name));
      for (const [name, step] of all) await together[names.indexOf(name)]?.run(step);
      for (const [index, name] of names.entries()) {
        const alone = new Program(make(), name);
        for (const [owner, step] of all) if (owner === name) await alone.run(step);
        expect(together[index]?.seen).toEqual(alone.seen);
      }
    }),
    { numRuns: 60 },
  );
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { collection } from "../src/store/collection.ts";
import { Store } from "../src/store/store.ts";

interface Thing {
  readonly id: string;
  readonly size: number;
}

const things = collection<Thing>(
  "things",
  "number",
  { size: ({ size }) => [String(size)] },
  { size: ({ size }) => size },
);

interface Attempt {
  readonly kind: "attempt";
  readonly fails: boolean;
  readonly steps: readonly Command[];
}

type Command =
  | { readonly kind: "insert"; readonly id: string; readonly size: number }
  | { readonly kind: "update"; readonly id: string; readonly size: number }
  | { readonly kind: "delete"; readonly id: string }
  | Attempt;

const id = fc.integer({ min: 1, max: 6 }).map(String);
const size = fc.integer({ min: 0, max: 2 });

const { steps } = fc.letrec<{ steps: readonly Command[]; command: Command }>((tie) => ({
  steps: fc.array(tie("command"), { maxLength: 8 }),
  command: fc.oneof(
    { depthSize: "small" },
    fc.record({ kind: fc.constant<"insert">("insert"), id, size }),
    fc.record({ kind: fc.constant<"update">("update"), id, size }),
    fc.record({ kind: fc.constant<"delete">("delete"), id }),
    fc.record({
      kind: fc.constant<"attempt">("attempt"),
      fails: fc.boolean(),
      steps: tie("steps"),
    }),
  ),
}));

class Failure extends Error {}

/** Runs commands; with `skips`, those of failed transactions are left out. */
function run(store: Store, all: readonly Command[], skips: boolean): void {
  for (const command of all) {
    const kept = store.collection(things);
    if (command.kind === "insert") kept.insert({ id: command.id, size: command.size });
    else if (command.kind === "delete") kept.delete(command.id);
    else if (command.kind === "attempt") runTransaction(store, command, skips);
    else if (kept.get(command.id)) kept.update(command.id, { size: command.size });
  }
}

function runTransaction(store: Store, { steps: all, fails }: Attempt, skips: boolean): void {
  if (!fails) store.transaction(() => run(store, all, skips));
  else if (!skips) {
    const work = () => {
      run(store, all, skips);
      throw new Failure();
    };
    expect(() => store.transaction(work)).toThrow(Failure);
  }
}

/** Everything that the collection returns. */
function seen(store: Store): unknown {
  const kept = store.collection(things);
  return {
    all: kept.all(),
    sorted: kept.between("size", 0, 2).read(),
    byKey: ["0", "1", "2"].map((key) =>
      kept
        .findBy("size", key)
        .map((one) => one.id)
        .sort(),
    ),
  };
}

test("a failed transaction changes no record, order or index, and notifies no listener", () => {
  fc.assert(
    fc.property(steps, (all) => {
      const [tried, clean] = [new Store("a"), new Store("a")];
      const changes: unknown[][] = [[], []];
      [tried, clean].forEach((store, index) => {
        store.onChange = (change) => changes[index]?.push(change);
        seen(store);
      });
      run(tried, all, false);
      run(clean, all, true);
      expect(seen(tried)).toEqual(seen(clean));
      expect(changes[0]).toEqual(changes[1]);
    }),
    { numRuns: 500 },
  );
});

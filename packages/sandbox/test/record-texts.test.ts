import { expect, test, vi } from "vitest";
import { Description } from "../src/description/description.ts";
import { writeJson } from "../src/description/json-text.ts";
import type { Schema } from "../src/description/openapi.ts";
import { project } from "../src/description/project.ts";
import { RecordTexts } from "../src/engine/record-texts.ts";
import { ViewContext } from "../src/engine/view-context.ts";
import { collection } from "../src/store/collection.ts";
import { Store } from "../src/store/store.ts";

interface Thing {
  readonly id: string;
  readonly name: string;
}

const things = collection<Thing>("things", "number");
const notes = collection<Thing>("notes", "number");
const others = collection<Thing>("others", "number");

const bundle = { openapi: "3.1.0", info: { version: "2.16" }, paths: {} };
const description = new Description("2.16", bundle);
const item: Schema = { type: "object", properties: { id: {}, name: {}, notes: {} } };
const schema: Schema = {
  type: "object",
  properties: { data: { type: "array", items: item }, total: { type: "integer" } },
};

/** A store with ten things, whose view has the number of notes. */
function createStore(maxCharacters?: number) {
  const store = new Store("a");
  for (let id = 1; id <= 10; id++) {
    store.collection(things).insert({ id: String(id), name: `Thing ${id}` });
  }
  const view = vi.fn((context: ViewContext, { id, name }: Thing) => ({
    id,
    name,
    notes: context.collection(notes).size,
  }));
  const texts = new RecordTexts(store, maxCharacters);
  const context = new ViewContext(description, store);
  /** The JSON of a list of things, and how many views were computed for it. */
  const list = (...ids: readonly string[]) => {
    const data = ids.map((id) => context.recordView(context.find(things, id), view));
    const uncached = JSON.stringify(project(description, schema, { data, total: "3" }));
    view.mockClear();
    const text = writeJson(project(description, schema, { data, total: "3" }, texts.project));
    expect(text).toBe(uncached);
    return { text, computed: view.mock.calls.length };
  };
  return { store, context, texts, list };
}

test("JSON that is kept is written into the response", () => {
  const { list } = createStore();
  const text =
    '{"data":[{"id":"2","name":"Thing 2","notes":0},{"id":"1","name":"Thing 1","notes":0}],"total":3}';
  expect(list("2", "1").text).toBe(text);
  expect(list("2", "1").text).toBe(text);
  expect(list().text).toBe('{"data":[],"total":3}');
});

test("a view is computed once, and again when the record has changed", () => {
  const { store, list } = createStore();
  expect(list("1", "2", "3").computed).toBe(3);
  expect(list("3", "1", "2").computed).toBe(0);
  store.collection(things).update("2", { name: "Another" });
  expect(list("1", "2", "3").computed).toBe(1);
});

test("a view is computed again when a collection that it used has changed, and for no other", () => {
  const { store, list } = createStore();
  list("1", "2");
  store.collection(others).insert({ id: "1", name: "" });
  expect(list("1", "2").computed).toBe(0);
  store.collection(notes).insert({ id: "1", name: "" });
  expect(list("1", "2").computed).toBe(2);
  store.collection(notes).update("1", { name: "Another" });
  expect(list("1", "2").computed).toBe(2);
  store.collection(notes).delete("1");
  expect(list("1", "2").computed).toBe(2);
});

test("another view of the same record is computed", () => {
  const { context, texts } = createStore();
  const thing = context.find(things, "1");
  const write = (value: unknown) => writeJson(project(description, item, value, texts.project));
  expect(write(context.recordView(thing, ({ version }) => ({ id: version })))).toBe(
    '{"id":"2.16"}',
  );
  expect(write(context.recordView(thing, () => ({ name: "Ada" })))).toBe('{"name":"Ada"}');
});

test("JSON that was written in a transaction is not used after its rollback", () => {
  const { store, list } = createStore();
  const fail = () =>
    store.transaction(() => {
      store.collection(notes).insert({ id: "1", name: "" });
      expect(list("1").text).toContain('"notes":1');
      throw new Error("rolled back");
    });
  expect(fail).toThrow("rolled back");
  expect(list("1").text).toContain('"notes":0');
});

test("JSON that was not used for a while is dropped", () => {
  const { list } = createStore(100);
  list("1", "2");
  // Each text has 38 characters.
  for (let id = 3; id <= 10; id++) expect(list("1", String(id)).computed).toBe(1);
  expect(list("1").computed).toBe(0);
  expect(list("2").computed).toBe(1);
});

import { inspect } from "node:util";
import { afterEach, describe, expect, test, vi } from "vitest";
import { setup } from "./support/setup.ts";

afterEach(() => vi.restoreAllMocks());

const methodsOfBrands = ["list", "get"];

describe("a group of methods", () => {
  test("is the same object each time, and so is a method", () => {
    const { intercom } = setup();
    expect(intercom.contacts).toBe(intercom.contacts);
    expect(intercom.contacts.tags).toBe(intercom.contacts.tags);
    expect(intercom.contacts.get).toBe(intercom.contacts.get);
    expect(intercom.contacts.tags.list).toBe(intercom.contacts.tags.list);
  });

  test("has other methods in another client", async () => {
    const [one, other] = [setup(), setup()];
    expect(one.intercom.contacts.get).not.toBe(other.intercom.contacts.get);
    await one.intercom.contacts.tags.list("1").collect({ limit: 1 }).catch(ignore);
    await other.intercom.contacts.get("1").catch(ignore);
    expect([one.sent.length, other.sent.length]).toEqual([1, 1]);
  });

  test("can be destructured, with its methods", async () => {
    const { intercom, sent } = setup();
    const { contacts } = intercom;
    const { get, tags } = contacts;
    const { list } = tags;
    await get("1").catch(ignore);
    await list("1").collect({ limit: 1 }).catch(ignore);
    expect(sent.map(({ url }) => new URL(url).pathname)).toEqual([
      "/contacts/1",
      "/contacts/1/tags",
    ]);
  });

  test("is enumerated, with its methods before they were used", () => {
    const { intercom } = setup();
    expect(Object.keys(intercom.brands)).toEqual(methodsOfBrands);
    expect(Object.keys({ ...intercom.brands })).toEqual(methodsOfBrands);
    const names = [];
    for (const name in intercom.brands) names.push(name);
    expect(names).toEqual(methodsOfBrands);
    expect("get" in intercom.brands).toBe(true);
    expect("update" in intercom.brands).toBe(false);
    expect(Object.keys(intercom.contacts)).toEqual(expect.arrayContaining(["get", "tags"]));
    expect({ ...intercom.contacts }.tags.list).toBe(intercom.contacts.tags.list);
    expect(Object.keys(intercom)).toContain("brands");
    expect({ ...intercom }.brands).toBe(intercom.brands);
  });

  test("is enumerated in the same order when a later member was used first", () => {
    const { intercom } = setup();
    void intercom.brands.get;
    expect("list" in intercom.brands).toBe(true);
    expect(Object.keys(intercom.brands)).toEqual(methodsOfBrands);
  });

  test("stays without a method that was deleted", () => {
    const { intercom } = setup();
    expect(Reflect.deleteProperty(intercom.brands, "get")).toBe(true);
    expect("get" in intercom.brands).toBe(false);
    expect(intercom.brands.get).toBeUndefined();
    expect(Object.keys(intercom.brands)).toEqual(["list"]);
  });

  test("has methods with names", () => {
    const { intercom } = setup();
    expect(intercom.contacts.get.name).toBe("contacts.get");
    expect(intercom.contacts.tags.list.name).toBe("contacts.tags.list");
  });

  test("is shown with its methods when nothing of it was used yet", () => {
    const shown = inspect(setup().intercom, { depth: 3 });
    expect(shown).toContain("get: [Function: contacts.get]");
    expect(shown).toContain("list: [Function: contacts.tags.list]");
    expect(shown).not.toContain("Getter");
    expect(shown).not.toContain("test-token");
  });

  test("has no JSON and cannot be cloned", () => {
    const { intercom } = setup();
    expect(JSON.stringify(intercom.brands)).toBe("{}");
    expect(JSON.stringify(intercom)).not.toContain("test-token");
    expect(() => structuredClone(intercom.brands)).toThrow("could not be cloned");
    expect(() => structuredClone(intercom)).toThrow("could not be cloned");
  });

  test("works in a frozen client, and through a proxy or an heir of the client", () => {
    const frozen = Object.freeze(setup().intercom);
    expect(Object.isFrozen(frozen)).toBe(true);
    expect(frozen.contacts.get.name).toBe("contacts.get");
    expect(Object.isFrozen(Object.freeze(setup().intercom.brands))).toBe(true);
    expect(new Proxy(setup().intercom, {}).contacts.tags.list.name).toBe("contacts.tags.list");
    expect(Object.create(setup().intercom).contacts.get.name).toBe("contacts.get");
  });
});

describe("in a test of a program", () => {
  test("a method can be spied on before it was used", async () => {
    const { intercom, sent } = setup();
    const get = vi.spyOn(intercom.contacts, "get").mockRejectedValue(new Error("offline"));
    await expect(intercom.contacts.get("1")).rejects.toThrow("offline");
    expect(get).toHaveBeenCalledWith("1");
    expect(sent).toHaveLength(0);
    get.mockRestore();
    await intercom.contacts.get("1").catch(ignore);
    expect(sent).toHaveLength(1);
  });

  test("a method of a group in a group can be spied on", async () => {
    const { intercom } = setup();
    const list = vi.spyOn(intercom.contacts.tags, "list");
    await intercom.contacts.tags.list("1").collect({ limit: 1 }).catch(ignore);
    expect(list).toHaveBeenCalledTimes(1);
  });

  test("a property that is defined anew stays enumerable and writable", () => {
    const { brands } = setup().intercom;
    const get = vi.fn();
    Object.defineProperty(brands, "get", { value: get });
    const attributes = { configurable: true, enumerable: true, writable: true };
    expect(Object.getOwnPropertyDescriptor(brands, "get")).toEqual({ value: get, ...attributes });
  });

  test("a method and a group can be replaced", async () => {
    const { intercom, preview } = setup();
    const replaced = { ...intercom.brands };
    const get = vi.fn();
    Object.assign(intercom.contacts, { get, tags: { list: get } });
    Object.assign(intercom, { brands: replaced });
    expect(intercom.contacts.get).toBe(get);
    expect(intercom.contacts.tags.list).toBe(get);
    expect(intercom.brands).toBe(replaced);
    expect(Object.keys(intercom.contacts)).toEqual(Object.keys(setup().intercom.contacts));
    expect(preview.contacts.get).not.toBe(get);
  });
});

function ignore(): void {}

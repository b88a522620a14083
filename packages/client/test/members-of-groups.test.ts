import assert from "node:assert/strict";
import { inspect } from "node:util";
import { describe, expect, test, vi } from "vitest";
import { setup } from "./support/setup.ts";

// Members are made when they are first read, which must not be visible to other code.
const methodsOfBrands = ["list", "get"];
const ordinary = { configurable: true, enumerable: true, writable: true };

describe("a group of which one method was read", () => {
  test.each([0, 1, 2])("is shown as one of which none was read, %i levels deep", (depth) => {
    const { intercom } = setup();
    void intercom.contacts.tags.list;
    void intercom.brands.get;
    expect(inspect(intercom, { depth })).toBe(inspect(setup().intercom, { depth }));
    expect(inspect({ intercom })).toBe(inspect({ intercom: setup().intercom }));
  });

  test.each<[string, (group: object) => unknown]>([
    ["Object.keys", Object.keys],
    ["Reflect.ownKeys", Reflect.ownKeys],
    ["Object.getOwnPropertyNames", Object.getOwnPropertyNames],
    ["a spread", (group) => Object.keys({ ...group })],
    ["a rest", ({ ...rest }) => Object.keys(rest)],
    ["for … in", namesOf],
  ])("has all of its methods in their order for %s", (_name, read) => {
    const { brands } = setup().intercom;
    void brands.get;
    expect(read(brands)).toEqual(methodsOfBrands);
    expect(read(setup().intercom.brands)).toEqual(methodsOfBrands);
  });

  test("keeps the methods that were read when all are made", () => {
    const { brands } = setup().intercom;
    const { get } = brands;
    const entries = Object.entries(brands);
    expect(entries).toEqual([
      ["list", brands.list],
      ["get", get],
    ]);
    expect(brands.get).toBe(get);
    expect(Object.values(brands)).toEqual([brands.list, get]);
  });
});

describe("a member", () => {
  test("is an own property, and other names are not", () => {
    const { brands } = setup().intercom;
    expect(Object.hasOwn(brands, "get")).toBe(true);
    expect(Object.hasOwn(setup().intercom, "brands")).toBe(true);
    expect(Object.hasOwn(setup().intercom.brands, "update")).toBe(false);
    expect(Object.prototype.propertyIsEnumerable.call(setup().intercom.brands, "list")).toBe(true);
    const described = Object.getOwnPropertyDescriptor(setup().intercom.brands, "get");
    expect(described).toEqual({ value: expect.any(Function), ...ordinary });
  });

  test("is none for the names of all objects, and for `then`", async () => {
    const { intercom } = setup();
    expect(intercom.contacts.toString).toBe(Object.prototype.toString);
    expect(Reflect.get(intercom.contacts, "unknown")).toBeUndefined();
    const create = async () => intercom;
    expect(await create()).toBe(intercom);
    const readGroup = async () => intercom.contacts;
    expect(await readGroup()).toBe(intercom.contacts);
  });

  test("can be assigned before it was read, and read as it was assigned", () => {
    const { brands } = setup().intercom;
    const get = vi.fn();
    Object.assign(brands, { get });
    expect(brands.get).toBe(get);
    expect(Object.getOwnPropertyDescriptor(brands, "get")).toEqual({ value: get, ...ordinary });
    expect(Object.keys(brands)).toEqual(methodsOfBrands);
  });

  test("can be added, and is called with the group as its object", () => {
    const { brands } = setup().intercom;
    const own = Symbol("own");
    Object.defineProperty(brands, own, { get: getThis });
    expect(Reflect.get(brands, own)).toBe(brands);
    Object.assign(brands, { first: getThis });
    expect(Object.keys(brands)).toEqual([...methodsOfBrands, "first"]);
  });

  test("is the first one again when a spy was restored", () => {
    const { brands } = setup().intercom;
    const { list } = brands;
    const spy = vi.spyOn(brands, "list");
    expect(brands.list).not.toBe(list);
    spy.mockRestore();
    expect(brands.list).toBe(list);
    expect(Object.keys(brands)).toEqual(methodsOfBrands);
  });

  test("that was deleted can be assigned again", () => {
    const { intercom } = setup();
    expect(Reflect.deleteProperty(intercom, "brands")).toBe(true);
    expect("brands" in intercom).toBe(false);
    const { brands } = setup().intercom;
    Object.assign(intercom, { brands });
    expect(intercom.brands).toBe(brands);
  });
});

describe("a group that was frozen, sealed or closed", () => {
  test.each<[string, (group: object) => object, (group: object) => boolean]>([
    ["frozen", Object.freeze, Object.isFrozen],
    ["sealed", Object.seal, Object.isSealed],
    ["closed", Object.preventExtensions, (group) => !Object.isExtensible(group)],
  ])("has all of its methods when it is %s", (_name, close, isClosed) => {
    const { brands } = setup().intercom;
    close(brands);
    expect(isClosed(brands)).toBe(true);
    expect(Object.keys(brands)).toEqual(methodsOfBrands);
    expect(brands.get.name).toBe("brands.get");
    expect(() => Object.assign(brands, { other: 1 })).toThrow(TypeError);
  });

  test("refuses another method when it is frozen", () => {
    const { brands } = setup().intercom;
    const { get } = Object.freeze(brands);
    expect(() => Object.assign(brands, { get: vi.fn() })).toThrow(TypeError);
    expect(brands.get).toBe(get);
  });
});

describe("a client in another object", () => {
  test("equals itself only", () => {
    const { intercom } = setup();
    expect({ intercom }).toEqual({ intercom });
    expect({ intercom }).not.toEqual({ intercom: setup().intercom });
    expect({ brands: { ...intercom.brands } }).toEqual({ brands: intercom.brands });
    assert.deepEqual({ intercom }, { intercom });
    assert.notDeepEqual({ intercom }, { intercom: setup().intercom });
  });

  test("has the prototype of other clients of its version", () => {
    const [one, other] = [setup().intercom, setup().intercom];
    expect(Object.getPrototypeOf(one)).toBe(Object.getPrototypeOf(other));
    expect(Object.getPrototypeOf(one.brands)).toBe(Object.getPrototypeOf(other.contacts));
    expect(one).toBeInstanceOf(Object);
    expect(String(one)).toBe("[object Intercom 2.16]");
  });

  test("gives its groups to the fields of a class", () => {
    const { intercom } = setup();
    class Support {
      readonly contacts = intercom.contacts;
      readonly get = intercom.contacts.get;
    }
    const support = new Support();
    expect(support.contacts).toBe(intercom.contacts);
    expect(support.get).toBe(intercom.contacts.get);
    expect(Object.assign(new Support(), intercom).brands).toBe(intercom.brands);
  });

  test("is not changed by an heir that has another group", () => {
    const { intercom } = setup();
    const heir = Object.create(intercom);
    heir.brands = "own";
    expect(heir.brands).toBe("own");
    expect(intercom.brands).not.toBe("own");
    expect(heir.contacts).toBe(intercom.contacts);
  });
});

function namesOf(group: object): string[] {
  const names = [];
  for (const name in group) names.push(name);
  return names;
}

function getThis(this: unknown): unknown {
  return this;
}

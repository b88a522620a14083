import type { Group } from "./group.ts";
import type { Binding, Operation } from "./operation.ts";

/** The key of the binding: an object may be read through a proxy or an heir, which have no private fields. */
const bindingKey = Symbol("binding");

/** Creates the methods of a group, which send their requests with the client of the binding. */
export function bind(group: Group, binding: Binding): object {
  const methods = new Methods(binding);
  for (const [name, operation] of group.methods) {
    if (operation.isList && binding.walk === undefined) continue;
    methods[name] = createMethod(operation, binding);
  }
  for (const [name, descriptor] of lazyMembers(group)) {
    Object.defineProperty(methods, name, descriptor);
  }
  return methods;
}

/** A program that has a client for each tenant makes only the groups that it uses. */
class Methods {
  [name: string]: unknown;

  constructor(binding: Binding) {
    Object.defineProperty(this, bindingKey, { value: binding });
  }

  /** Consoles show the groups in place of their getters. */
  [Symbol.for("nodejs.util.inspect.custom")](): this {
    for (const name of Object.keys(this)) void this[name];
    return this;
  }
}

function createMethod(operation: Operation, binding: Binding): unknown {
  const { id } = operation;
  // Consoles and stack traces show the key as the name: [Function: contacts.list]. A name that is defined
  // afterwards would take three times the memory of the function.
  return { [id]: (...args: unknown[]) => operation.call(binding, args) }[id];
}

const descriptors = new WeakMap<Group, ReadonlyMap<string, PropertyDescriptor>>();

/** Returns the getters of the groups in a group, which all clients share, since that makes them cheap. */
function lazyMembers(group: Group): ReadonlyMap<string, PropertyDescriptor> {
  let members = descriptors.get(group);
  if (members === undefined) {
    const entries = [...group.groups].map(
      ([name, read]) => [name, lazyMember(name, read)] as const,
    );
    members = new Map(entries);
    descriptors.set(group, members);
  }
  return members;
}

function lazyMember(name: string, read: () => Group): PropertyDescriptor {
  let group: Group | undefined;
  return {
    enumerable: true,
    configurable: true,
    get(this: { readonly [bindingKey]: Binding }) {
      group ??= read();
      const methods = bind(group, this[bindingKey]);
      define(this, name, methods);
      return methods;
    },
    set(this: object, value: unknown) {
      define(this, name, value);
    },
  };
}

/** Of an object that was frozen, the getters stay. */
function define(target: object, name: string, value: unknown): void {
  Reflect.defineProperty(target, name, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}

import type { Group } from "./group.ts";
import type { Binding, Operation } from "./operation.ts";

type Members = Record<PropertyKey, unknown>;

/**
 * Creates the methods of a group, which send their requests with the client of the binding.
 *
 * @param members The object that gets the methods and the groups in the group.
 */
export function bind(group: Group, binding: Binding, members: object = new Methods()): object {
  return new Proxy(members as Members, new LazyMembers(group, binding));
}

/** The methods of a group and the groups in it. */
class Methods {
  /** Consoles show the object behind the proxy, so that all members have to be made before. */
  [Symbol.for("nodejs.util.inspect.custom")](): this {
    void Object.keys(this);
    return this;
  }
}

/** Returns the class of the methods of all groups, whose objects are shown with a name. */
export function namedMethods(name: string): new () => object {
  return class extends Methods {
    get [Symbol.toStringTag](): string {
      return name;
    }
  };
}

/**
 * Makes a method or a group when it is first read: a program that has a client for each tenant uses few.
 *
 * To all other code each member is an ordinary property that was there from the beginning: it is enumerated, can be
 * replaced or spied on, and works without its object. Getters do not have all of these qualities. So whatever is done
 * with the object, other than reading a member, makes all members first.
 */
class LazyMembers implements ProxyHandler<Members> {
  /** `undefined` when all members have been made. */
  group: Group | undefined;
  readonly binding: Binding;

  constructor(group: Group, binding: Binding) {
    this.group = group;
    this.binding = binding;
  }

  get(members: Members, name: string | symbol, receiver: unknown): unknown {
    if (this.group !== undefined && typeof name === "string" && !Object.hasOwn(members, name)) {
      const member = createMember(this.group, name, this.binding);
      if (member !== undefined) members[name] = member;
    }
    return Reflect.get(members, name, receiver);
  }

  has(members: Members, name: string | symbol): boolean {
    return Reflect.has(complete(this, members), name);
  }

  ownKeys(members: Members): (string | symbol)[] {
    return Reflect.ownKeys(complete(this, members));
  }

  getOwnPropertyDescriptor(members: Members, name: string | symbol) {
    return Reflect.getOwnPropertyDescriptor(complete(this, members), name);
  }

  defineProperty(members: Members, name: string | symbol, attributes: PropertyDescriptor): boolean {
    return Reflect.defineProperty(complete(this, members), name, attributes);
  }

  deleteProperty(members: Members, name: string | symbol): boolean {
    return Reflect.deleteProperty(complete(this, members), name);
  }

  preventExtensions(members: Members): boolean {
    return Reflect.preventExtensions(complete(this, members));
  }
}

/**
 * Makes all members, in the order of the group, whichever was made first. An object of a class with private methods
 * would take eight bytes more, in each client and in each of its groups.
 */
function complete(lazy: LazyMembers, members: Members): Members {
  const { group, binding } = lazy;
  if (group === undefined) return members;
  for (const name of [...group.methods.keys(), ...group.groups.keys()]) {
    const member = Object.hasOwn(members, name)
      ? members[name]
      : createMember(group, name, binding);
    delete members[name];
    if (member !== undefined) members[name] = member;
  }
  lazy.group = undefined;
  return members;
}

/** Returns `undefined` for a method that a client does not have. */
function createMember(group: Group, name: string, binding: Binding): unknown {
  const operation = group.methods.get(name);
  if (operation === undefined) {
    const readGroup = group.groups.get(name);
    return readGroup && bind(readGroup(), binding);
  }
  // A method that returns a list needs what reads its pages.
  return operation.isList && binding.walk === undefined
    ? undefined
    : createMethod(operation, binding);
}

function createMethod(operation: Operation, binding: Binding): unknown {
  const { id } = operation;
  // Consoles and stack traces show the key as the name: [Function: contacts.list]. A name that is defined
  // afterwards would take three times the memory of the function.
  return { [id]: (...args: unknown[]) => operation.call(binding, args) }[id];
}

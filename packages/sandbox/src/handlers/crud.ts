import { blank } from "../description/blank.ts";
import type { JsonObject, Schema } from "../description/openapi.ts";
import type { Call, Handle, Handlers } from "../engine/call.ts";
import { type ApiError, notFound } from "../engine/errors.ts";
import { list, type Reach } from "../paging/list.ts";
import type { Order } from "../paging/page.ts";
import type { CollectionKey, Entity } from "../store/collection.ts";

/** What a plain resource is made of. */
export interface CrudOptions<T extends Entity> {
  readonly collection: CollectionKey<T>;
  readonly order: Order<T>;
  /** Properties that the service sets when a thing is made, beside its id and what was sent. */
  readonly created: (call: Call) => Partial<T>;
  /** The thing that is there already, when a create then changes it. */
  readonly existing?: (call: Call) => T | undefined;
  /** Properties that the service sets when a thing is changed. */
  readonly changed?: (call: Call, before: T) => Partial<T>;
  /** What goes with a thing when it is deleted, and what is answered. */
  readonly deleted?: (call: Call, thing: T) => JsonObject | undefined;
  readonly notFound?: () => ApiError;
  /** How far the pages of the list go. Without end when left out. */
  readonly reach?: Reach;
  /** What is shown of a thing, where that is more than what is kept of it. */
  readonly view?: (call: Call, thing: T) => object;
}

/** What a plain resource can be asked for. */
export type CrudAction = "list" | "get" | "create" | "update" | "delete";

const everyAction: readonly CrudAction[] = ["list", "get", "create", "update", "delete"];

/**
 * Handlers for `list`, `get`, `create`, `update` and `delete` of a plain resource, by its place,
 * such as `aiContent.externalPages`. A resource spreads them, and lays its own over those that do
 * more.
 *
 * A thing keeps the path parameters above it, such as the schedule that an exception belongs to,
 * and is only found under them. What an answer declares and nobody has set is answered with what
 * the description says of it: null, its default, or the emptiest value. A resource that the API
 * does not let one do all of this to names the `actions` that it has.
 */
export function crud<T extends Entity>(
  place: string,
  options: CrudOptions<T>,
  actions: readonly CrudAction[] = everyAction,
): Handlers {
  const { collection: key, order, view = (_call: Call, thing: T) => thing } = options;
  const answer = (call: Call, thing: T) =>
    completed(call, call.description.responseSchema(call.operation), view(call, thing));
  const all: Record<CrudAction, Handle> = {
    list: (call) => {
      const schema = call.description.itemSchema(call.operation);
      const things = call
        .in(key)
        .all()
        .filter((thing) => isUnder(thing, call.params));
      return list(call, things, {
        order,
        ...(options.reach ? { reach: options.reach } : {}),
        view: (thing) => completed(call, schema, view(call, thing)),
      });
    },
    get: (call) => answer(call, find(call, options)),
    create: (call) => {
      const existing = options.existing?.(call);
      return answer(call, existing ? update(call, options, existing) : create(call, options));
    },
    update: (call) => answer(call, update(call, options, find(call, options))),
    delete: (call) => {
      const thing = find(call, options);
      const outcome = options.deleted?.(call, thing);
      call.in(key).delete(thing.id);
      const schema = call.description.responseSchema(call.operation);
      return outcome && completed(call, schema, outcome);
    },
  };
  return Object.fromEntries(actions.map((action) => [`${place}.${action}`, all[action]]));
}

/** Makes a thing of what the body and the path say. */
function create<T extends Entity>(call: Call, options: CrudOptions<T>): T {
  const id = call.store.nextId(options.collection);
  const thing = { ...call.body(), ...call.params, ...options.created(call), id };
  return call.in(options.collection).insert(thing as unknown as T);
}

/** Changes a thing as the body says. */
function update<T extends Entity>(call: Call, options: CrudOptions<T>, before: T): T {
  const change = { ...call.body(), ...options.changed?.(call, before) } as Partial<T>;
  return call.in(options.collection).update(before.id, change);
}

/** The thing that the last path parameter names. */
function find<T extends Entity>(call: Call, options: CrudOptions<T>): T {
  const names = Object.keys(call.params);
  const { [names.at(-1) ?? ""]: id = "", ...above } = call.params;
  const thing = call.find(options.collection, id, options.notFound);
  if (isUnder(thing, above)) return thing;
  throw options.notFound?.() ?? notFound();
}

function isUnder(thing: Entity, params: Readonly<Record<string, string>>): boolean {
  return Object.entries(params).every(([name, id]) => (thing as JsonObject & Entity)[name] === id);
}

function completed(call: Call, schema: Schema | undefined, thing: object): JsonObject {
  return { ...(schema ? blank(call.description, schema) : {}), ...thing };
}

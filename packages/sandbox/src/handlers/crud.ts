import { emptyObject } from "../description/empty-object.ts";
import type { JsonObject, Schema } from "../description/openapi.ts";
import { type ApiError, notFound } from "../engine/errors.ts";
import type { HandlerFunction, Handlers, RequestContext } from "../engine/request-context.ts";
import { list, type PageLimit } from "../paging/list.ts";
import type { Order } from "../paging/page-slice.ts";
import type { CollectionKey, Entity } from "../store/collection.ts";

/** Options of {@link crud}. */
export interface CrudOptions<T extends Entity> {
  readonly collection: CollectionKey<T>;
  readonly order: Order<T>;
  /** Properties that the service sets on creation, in addition to the id and the sent properties. */
  readonly created: (context: RequestContext) => Partial<T>;
  /** The existing record that a create updates, for a resource whose create is an upsert. */
  readonly existing?: (context: RequestContext) => T | undefined;
  /** Properties that the service sets on an update. */
  readonly changed?: (context: RequestContext, before: T) => Partial<T>;
  /** Deletes dependent records, and returns the response. */
  readonly deleted?: (context: RequestContext, thing: T) => JsonObject | undefined;
  readonly notFound?: () => ApiError;
  /** The records that the query of a list requests. All when left out. */
  readonly requested?: (context: RequestContext) => readonly T[];
  /** The limit of numbered pages. None when left out. */
  readonly pageLimit?: PageLimit;
  /** The response of a record, where it differs from the stored record. */
  readonly view?: (context: RequestContext, thing: T) => object;
}

/** The operations of a plain resource. */
export type CrudAction = "list" | "get" | "create" | "update" | "delete";

const everyAction: readonly CrudAction[] = ["list", "get", "create", "update", "delete"];

/**
 * Creates handlers for `list`, `get`, `create`, `update` and `delete` of a plain resource. `place`
 * is the prefix of the `operationId`s, such as `aiContent.externalPages`. A resource spreads them,
 * and overrides those that do more.
 *
 * A record stores the path parameters above it, such as the schedule that an exception belongs to,
 * and is found only under them. Declared properties that are not set get null, their default, or
 * the empty value of their type. `actions` lists the operations of a resource that has not all.
 */
export function crud<T extends Entity>(
  place: string,
  options: CrudOptions<T>,
  actions: readonly CrudAction[] = everyAction,
): Handlers {
  const { collection: key, order, view = (_call: RequestContext, thing: T) => thing } = options;
  const answer = (context: RequestContext, thing: T) =>
    withDefaults(
      context,
      context.description.responseSchema(context.operation),
      view(context, thing),
    );
  const all: Record<CrudAction, HandlerFunction> = {
    list: (context) => {
      const schema = context.description.itemSchema(context.operation);
      const all = options.requested?.(context) ?? context.collection(key).all();
      const things = all.filter((thing) => belongsTo(thing, context.params));
      return list(context, things, {
        order,
        ...(options.pageLimit ? { pageLimit: options.pageLimit } : {}),
        view: (thing) => withDefaults(context, schema, view(context, thing)),
      });
    },
    get: (context) => answer(context, find(context, options)),
    create: (context) => {
      const existing = options.existing?.(context);
      return answer(
        context,
        existing ? update(context, options, existing) : create(context, options),
      );
    },
    update: (context) => answer(context, update(context, options, find(context, options))),
    delete: (context) => {
      const thing = find(context, options);
      const result = options.deleted?.(context, thing);
      context.collection(key).delete(thing.id);
      const schema = context.description.responseSchema(context.operation);
      return result && withDefaults(context, schema, result);
    },
  };
  return Object.fromEntries(actions.map((action) => [`${place}.${action}`, all[action]]));
}

/** Creates a record from the body and the path. */
function create<T extends Entity>(context: RequestContext, options: CrudOptions<T>): T {
  const id = context.store.nextId(options.collection);
  const thing = { ...context.body(), ...context.params, ...options.created(context), id };
  return context.collection(options.collection).insert(thing as unknown as T);
}

/** Updates a record from the body. */
function update<T extends Entity>(context: RequestContext, options: CrudOptions<T>, before: T): T {
  const change = { ...context.body(), ...options.changed?.(context, before) } as Partial<T>;
  return context.collection(options.collection).update(before.id, change);
}

/** Finds the record that the last path parameter identifies. */
function find<T extends Entity>(context: RequestContext, options: CrudOptions<T>): T {
  const names = Object.keys(context.params);
  const { [names.at(-1) ?? ""]: id = "", ...above } = context.params;
  const thing = context.find(options.collection, id, options.notFound);
  if (belongsTo(thing, above)) return thing;
  throw options.notFound?.() ?? notFound();
}

function belongsTo(thing: Entity, params: Readonly<Record<string, string>>): boolean {
  return Object.entries(params).every(([name, id]) => (thing as JsonObject & Entity)[name] === id);
}

function withDefaults(
  context: RequestContext,
  schema: Schema | undefined,
  thing: object,
): JsonObject {
  return { ...(schema ? emptyObject(context.description, schema) : {}), ...thing };
}

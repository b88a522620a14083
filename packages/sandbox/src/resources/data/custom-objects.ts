import type { JsonObject } from "../../description/openapi.ts";
import { notFound } from "../../engine/errors.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { deletedView } from "../../handlers/response-values.ts";
import { list, oldestFirst } from "../../paging/list.ts";
import { findContact } from "../../records/contacts.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";

/** An instance of a custom object, such as an order. */
export interface Instance extends Entity {
  readonly type: string;
  readonly external_id: string | null;
  readonly external_created_at: number | null;
  readonly external_updated_at: number | null;
  readonly custom_attributes: JsonObject;
  readonly created_at: number;
  readonly updated_at: number;
}

export const instances: CollectionKey<Instance> = collection<Instance>(
  "customObjectInstances",
  "number",
  {
    externalId: ({ type, external_id }) => [external_id && `${type} ${external_id}`],
  },
);

const typeOf = (context: RequestContext) => context.param("custom_object_type_identifier");

function createOrUpdate(context: RequestContext): JsonObject {
  const type = typeOf(context);
  const { external_id, custom_attributes, ...input } = context.body<Partial<Instance>>();
  const all = context.collection(instances);
  const [known] = external_id ? all.findBy("externalId", `${type} ${external_id}`) : [];
  const before = known ?? {
    id: context.store.nextId(instances),
    type,
    external_id: external_id ?? null,
    external_created_at: null,
    external_updated_at: null,
    custom_attributes: {},
    created_at: context.now,
  };
  const { external_created_at, external_updated_at } = { ...before, ...input };
  const instance = {
    ...before,
    external_created_at,
    external_updated_at,
    custom_attributes: { ...before.custom_attributes, ...custom_attributes },
    updated_at: context.now,
  };
  return { ...(known ? all.update(known.id, instance) : all.insert(instance)) };
}

function byExternalId(context: RequestContext): Instance {
  const key = `${typeOf(context)} ${String(context.query["external_id"])}`;
  const [found] = context.collection(instances).findBy("externalId", key);
  if (!found) throw notFound("Object Not Found");
  return found;
}

function byId(context: RequestContext): Instance {
  const missing = () => notFound("Object Not Found");
  const found = context.find(instances, context.param("custom_object_instance_id"), missing);
  if (found.type !== typeOf(context)) throw missing();
  return found;
}

function remove(context: RequestContext, { id, type }: Instance): JsonObject {
  context.collection(instances).delete(id);
  return deletedView(type, id);
}

/** Lists the instances of a type, by external id or by a contact or conversation that refers to them. */
function listInstances(context: RequestContext): JsonObject {
  const { external_id, references_contact_id, references_conversation_id } = context.query;
  const type = typeOf(context);
  let wanted = context
    .collection(instances)
    .all()
    .filter((instance) => instance.type === type);
  if (external_id !== undefined) wanted = [byExternalId(context)];
  if (references_contact_id !== undefined) {
    const contact = findContact(context, String(references_contact_id));
    wanted = wanted.filter((instance) => refersTo(contact.custom_attributes, instance));
  }
  if (references_conversation_id !== undefined) {
    const attributes = attributesOf(context, "conversations", String(references_conversation_id));
    wanted = wanted.filter((instance) => refersTo(attributes, instance));
  }
  return list(context, wanted, { order: oldestFirst, view: (instance) => instance });
}

function attributesOf(context: RequestContext, kind: string, id: string): JsonObject {
  const owner = context.store.collectionNamed(kind).get(id);
  if (!owner) throw notFound();
  return (owner as Entity & { custom_attributes?: JsonObject }).custom_attributes ?? {};
}

/** Whether attributes refer to an instance: in an array of ids, or as linked instances of its type. */
function refersTo(attributes: JsonObject, { id, external_id, type }: Instance): boolean {
  const isIt = (one: unknown): boolean => {
    if (typeof one !== "object" || one === null) return one === id || one === external_id;
    const named = one as Partial<Instance>;
    return named.id === id || (external_id !== null && named.external_id === external_id);
  };
  return Object.entries(attributes).some(([name, value]) => {
    if (Array.isArray(value)) return name === type && value.some(isIt);
    const linked = value as { type?: unknown; instances?: unknown } | null;
    if (typeof linked !== "object" || !Array.isArray(linked?.instances)) return false;
    return (linked.type === type || name === type) && linked.instances.some(isIt);
  });
}

export const customObjectHandlers: Handlers = {
  "customObjectInstances.createOrUpdate": createOrUpdate,
  "customObjectInstances.list": listInstances,
  "customObjectInstances.findByExternalId": (context) => ({ ...byExternalId(context) }),
  "customObjectInstances.get": (context) => ({ ...byId(context) }),
  "customObjectInstances.delete": (context) => remove(context, byId(context)),
  "customObjectInstances.deleteByExternalId": (context) => remove(context, byExternalId(context)),
};

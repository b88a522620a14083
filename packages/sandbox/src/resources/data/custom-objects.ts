import type { JsonObject } from "../../description/openapi.ts";
import type { Call, Handlers } from "../../engine/call.ts";
import { notFound } from "../../engine/errors.ts";
import { deletedView } from "../../handlers/answer-values.ts";
import { list, oldestFirst } from "../../paging/list.ts";
import { findContact } from "../../records/contacts.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";

/** A thing of the workspace's own, such as an order. */
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

const typeOf = (call: Call) => call.param("custom_object_type_identifier");

function createOrUpdate(call: Call): JsonObject {
  const type = typeOf(call);
  const { external_id, custom_attributes, ...input } = call.body<Partial<Instance>>();
  const all = call.in(instances);
  const [known] = external_id ? all.by("externalId", `${type} ${external_id}`) : [];
  const before = known ?? {
    id: call.store.nextId(instances),
    type,
    external_id: external_id ?? null,
    external_created_at: null,
    external_updated_at: null,
    custom_attributes: {},
    created_at: call.now,
  };
  const { external_created_at, external_updated_at } = { ...before, ...input };
  const instance = {
    ...before,
    external_created_at,
    external_updated_at,
    custom_attributes: { ...before.custom_attributes, ...custom_attributes },
    updated_at: call.now,
  };
  return { ...(known ? all.update(known.id, instance) : all.insert(instance)) };
}

function byExternalId(call: Call): Instance {
  const key = `${typeOf(call)} ${String(call.query["external_id"])}`;
  const [found] = call.in(instances).by("externalId", key);
  if (!found) throw notFound("Object Not Found");
  return found;
}

function byId(call: Call): Instance {
  const missing = () => notFound("Object Not Found");
  const found = call.find(instances, call.param("custom_object_instance_id"), missing);
  if (found.type !== typeOf(call)) throw missing();
  return found;
}

function remove(call: Call, { id, type }: Instance): JsonObject {
  call.in(instances).delete(id);
  return deletedView(type, id);
}

/** Lists a type's instances; those that a contact or a conversation refers to; or the one named. */
function listInstances(call: Call): JsonObject {
  const { external_id, references_contact_id, references_conversation_id } = call.query;
  const type = typeOf(call);
  let wanted = call
    .in(instances)
    .all()
    .filter((instance) => instance.type === type);
  if (external_id !== undefined) wanted = [byExternalId(call)];
  if (references_contact_id !== undefined) {
    const contact = findContact(call, String(references_contact_id));
    wanted = wanted.filter((instance) => refersTo(contact.custom_attributes, instance));
  }
  if (references_conversation_id !== undefined) {
    const attributes = attributesOf(call, "conversations", String(references_conversation_id));
    wanted = wanted.filter((instance) => refersTo(attributes, instance));
  }
  return list(call, wanted, { order: oldestFirst, view: (instance) => instance });
}

function attributesOf(call: Call, kind: string, id: string): JsonObject {
  const owner = call.store.named(kind)?.get(id);
  if (!owner) throw notFound();
  return (owner as Entity & { custom_attributes?: JsonObject }).custom_attributes ?? {};
}

/** Whether attributes name an instance: in an array of ids, or as linked instances of its type. */
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
  "customObjectInstances.findByExternalId": (call) => ({ ...byExternalId(call) }),
  "customObjectInstances.get": (call) => ({ ...byId(call) }),
  "customObjectInstances.delete": (call) => remove(call, byId(call)),
  "customObjectInstances.deleteByExternalId": (call) => remove(call, byExternalId(call)),
};

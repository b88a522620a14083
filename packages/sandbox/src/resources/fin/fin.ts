import type { JsonObject } from "../../description/openapi.ts";
import type { Call, Handlers } from "../../engine/call.ts";
import { ApiError, invalidParameter } from "../../engine/errors.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";
import { blankContact, contacts } from "../contacts/contact-model.ts";

/** A conversation that Fin leads for somebody else's platform, by the id it has there. */
interface Session extends Entity {
  readonly user_id: string;
  readonly status: string;
  readonly rating: string | null;
  readonly remark: string | null;
  readonly updated_at: number;
}

const sessions: CollectionKey<Session> = collection<Session>("finSessions", "number");

/** What Fin can be told to take a user through. Procedures are written in Intercom. */
export interface Procedure extends Entity {
  readonly name: string;
  readonly description: string;
  readonly state: "draft" | "live";
}

export const procedures: CollectionKey<Procedure> = collection<Procedure>(
  "finProcedures",
  "number",
);

interface Input {
  readonly conversation_id: string;
  readonly user: {
    readonly id: string;
    readonly name?: string;
    readonly email?: string;
    readonly attributes?: JsonObject;
  };
  readonly conversation_metadata?: { readonly history?: readonly unknown[] };
}

const mostAttributes = 10;
const mostHistory = 10;

/** Makes or changes the contact that a request speaks of. */
function keepUser(call: Call, user: Input["user"]): void {
  const attributes = user.attributes ?? {};
  if (Object.keys(attributes).length > mostAttributes) {
    const message = `Cannot update more than ${mostAttributes} attributes at once.`;
    throw invalidParameter(message);
  }
  const all = call.in(contacts);
  const known = all.by("externalId", user.id)[0];
  const contact =
    known ??
    all.insert({
      ...blankContact(call.store.nextId(contacts), call.now),
      external_id: user.id,
    });
  // An email that someone else has stays theirs.
  const isFree = user.email !== undefined && all.by("email", user.email.toLowerCase()).length === 0;
  all.update(contact.id, {
    ...(user.name === undefined ? {} : { name: user.name }),
    ...(isFree ? { email: user.email ?? null } : {}),
    custom_attributes: { ...contact.custom_attributes, ...attributes },
    updated_at: call.now,
  });
}

function view(call: Call, session: Session, more: JsonObject = {}): JsonObject {
  return {
    conversation_id: session.id,
    user_id: session.user_id,
    status: session.status,
    created_at_ms: new Date(call.now * 1000).toISOString(),
    sse_subscription_url: subscription(session.id),
    ...more,
  };
}

const subscription = (id: string) =>
  `https://realtime.example.com/event-stream?channels=fin_agent_api:${encodeURIComponent(id)}`;

/** Begins a conversation, or goes on with one that is asked something else. */
function begin(call: Call, again: boolean, more: JsonObject = {}): JsonObject {
  const { conversation_id: id, user, conversation_metadata } = call.body<Input>();
  if ((conversation_metadata?.history?.length ?? 0) > mostHistory) {
    const message = `Conversation history cannot contain more than ${mostHistory} items`;
    throw invalidParameter(message);
  }
  if (call.in(sessions).get(id) && !again) {
    throw invalidParameter(
      "Fin session already exists for this conversation. Please use /reply to continue the conversation.",
    );
  }
  keepUser(call, user);
  const session = call.in(sessions).insert({
    id,
    user_id: user.id,
    status: "thinking",
    rating: null,
    remark: null,
    updated_at: call.now,
  });
  return view(call, session, more);
}

function find(call: Call, id: string): Session {
  const session = call.in(sessions).get(id);
  if (session) return session;
  throw invalidParameter("Conversation not found");
}

function reply(call: Call): JsonObject {
  const { conversation_id, user } = call.body<Input>();
  const session = find(call, conversation_id);
  keepUser(call, user);
  const change = { status: "thinking", updated_at: call.now };
  return view(call, call.in(sessions).update(session.id, change));
}

function run(call: Call): JsonObject {
  const procedure = call.in(procedures).get(call.param("procedure_id"));
  if (!procedure) throw invalidParameter("Procedure not found");
  if (procedure.state !== "live") throw invalidParameter("Procedure is not live");
  return begin(call, false, { procedure_id: procedure.id });
}

const ratingWindow = 7 * 24 * 60 * 60;

/** Ratings are refused with errors of another form than all others. */
function csatError(errors: Record<string, string>): Response {
  return Response.json({ errors }, { status: 422 });
}

function rate(call: Call): JsonObject | Response {
  const { conversation_id: id, rating, remark } = call.body<Record<string, string>>();
  const session = call.in(sessions).get(String(id));
  if (!session) {
    const missing = "Conversation not found for the given external_conversation_id";
    return csatError({ external_conversation_id: missing });
  }
  if (call.now > session.updated_at + ratingWindow) {
    return csatError({ base: "The rating window for this conversation has closed" });
  }
  if (session.remark !== null) {
    const base = "This rating can no longer be changed because a remark has already been submitted";
    return csatError({ base });
  }
  call.in(sessions).update(session.id, { rating: rating ?? null, remark: remark ?? null });
  return { conversation_id: session.id, rating, status: "rated" };
}

function escalate(call: Call): JsonObject {
  const { conversation_id: id } = call.body<Partial<Input>>();
  if (id === undefined) throw invalidParameter("Only a conversation_id can be escalated here");
  const session = call.in(sessions).update(find(call, id).id, { status: "escalated" });
  return {
    conversation_id: session.id,
    status: "escalated",
    sse_subscription_url: subscription(session.id),
  };
}

const actions: readonly JsonObject[] = [
  {
    type: "reply",
    description: "Replies in a conversation with Fin.",
    endpoint: "/fin/reply",
    method: "POST",
  },
  {
    type: "ask",
    description: "Asks Fin one question.",
    endpoint: "/fin/ask",
    method: "POST",
  },
];

export const finHandlers: Handlers = {
  "fin.start": (call) => begin(call, false),
  "fin.ask": (call) => begin(call, true),
  "fin.reply": reply,
  "fin.procedures.run": run,
  "fin.submitCsat": rate,
  "fin.escalate": {
    check: (call) => {
      const { conversation_id, user } = (call.rawBody ?? {}) as Partial<Input>;
      if (conversation_id !== undefined || user !== undefined) return;
      throw new ApiError(400, {
        code: "parameter_invalid",
        message: "Either conversation_id or user must be provided",
      });
    },
    handle: escalate,
  },
  "fin.capabilities.list": (call) => {
    keepUser(call, call.body<Input>().user);
    const live = call
      .in(procedures)
      .all()
      .filter(({ state }) => state === "live");
    const runnable = live.map(({ id, name, description }) => ({
      type: "procedure",
      id,
      name,
      description,
      endpoint: `/fin/procedures/${id}/run`,
      method: "POST",
    }));
    return { version: call.version, capabilities: [...runnable, ...actions] };
  },
};

// A user's program for any platform, compiled against the packed packages.
import {
  ApiError,
  type FetchLike,
  type Hooks,
  InterkitError,
  type Layer,
  RateLimitError,
} from "@interkit/client";
import { createIntercom as createOld } from "@interkit/client/2.7";
import { type Contact, createIntercom, type List, query } from "@interkit/client/2.16";
import { createIntercom as createPreview } from "@interkit/client/preview";
import { apiError } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import { expand, paginate } from "@interkit/pagination";
import { createWebhooks, signBody, verifySignature } from "@interkit/webhooks";
import { button, canvas, createCanvasKit, input, submit } from "@interkit/webhooks/canvas";
import { createConnections, NotConnectedError } from "@interkit/webhooks/connections";
import { createFinEvents, readFinStream } from "@interkit/webhooks/fin";
import { signMessengerJwt } from "@interkit/webhooks/identity";
import { createSignIn, SignInError } from "@interkit/webhooks/sign-in";

declare const maybe: string | undefined;
declare const perPage: number | undefined;

const hooks: Hooks = { onRetry: ({ attempt, delayMs }) => console.log(attempt, delayMs) };
const layer: Layer = (next) => async (request) => {
  const response = await next(request);
  console.log(request.method, response.status);
  return response;
};
const counting: FetchLike = (url, init) => fetch(url, init);
const intercom = createIntercom({ token: "x", fetch, hooks: [hooks], layers: [layer] });

export async function contacts(): Promise<string | null> {
  const { data: contact, response } = await intercom.contacts
    .create({ role: "user", name: maybe, custom_attributes: {} }, { headers: { "x-trace": maybe } })
    .withResponse();
  console.log(response.headers.get("x-request-id"));
  await intercom.contacts.update(contact.id, { name: null }, { signal: undefined });
  await intercom.articles.create({ title: "a", author_id: 1, body: maybe });
  for await (const listed of intercom.contacts.list({ per_page: perPage })) console.log(listed.id);
  const { and, eq, contains } = query.contacts;
  const search = { query: and(eq("role", "user"), contains("email", "@example.com")) };
  const found: Contact[] = await intercom.contacts.search(search).collect({ limit: 5 });
  for await (const page of intercom.companies.list().pages()) console.log(page.totalCount);
  // @ts-expect-error a list is not a promise
  await intercom.contacts.list();
  const list: List<Contact> = intercom.contacts.list();
  const later = async (): Promise<List<Contact>> => list;
  for await (const { id } of await later()) console.log(id, found.length);
  return contact.name;
}

export async function files(): Promise<number> {
  const bytes: Uint8Array = await intercom.calls.recording.get("1").bytes();
  const stream = await intercom.dataExports.download("1").stream();
  await stream.cancel();
  return bytes.byteLength + (await intercom.dataExports.download("1").saveTo("export.csv.gz"));
}

export async function failures(): Promise<string> {
  try {
    await createOld({ token: "x" }).contacts.get("1");
    await createPreview({ token: "x" }).contacts.get("1");
  } catch (error) {
    if (error instanceof RateLimitError) return String(error.retryAfterMs);
    if (error instanceof ApiError) return `${error.status} ${error.errors[0]?.message}`;
    if (error instanceof InterkitError) return error.kind;
  }
  return "none";
}

export async function underneath(): Promise<void> {
  const client = createClient({ token: () => Promise.resolve("x"), fetch: counting });
  const path = { contact_id: "1" };
  const result = await client.GET("/contacts/{contact_id}", {
    params: { path },
    headers: new Headers(),
  });
  if (result.error) throw apiError("GET /contacts/{contact_id}", result);
  for await (const tag of expand(client, result.data.tags)) console.log(tag.id);
  for await (const one of paginate(client, "GET /contacts", { query: { per_page: perPage } })) {
    // @ts-expect-error an answer never holds undefined
    const role: undefined = one.role;
    console.log(role);
  }
}

// Mistakes that would compile if the types had become `any`:
// @ts-expect-error headers are not of any type
void intercom.contacts.archive("1", { headers: 5 });
// @ts-expect-error what is required is not undefined
void intercom.contacts.create(undefined);
// @ts-expect-error there is no such state
query.conversations.eq("state", "opn");
// @ts-expect-error a layer is a function of functions
createIntercom({ token: "x", layers: [5] });

export async function notifications(request: Request): Promise<Response> {
  const webhooks = createWebhooks({ secret: ["old", "new"], orderBy: ({ id }) => id ?? undefined });
  webhooks.on("contact.user.created", ({ data }) => console.log(data.item.email));
  webhooks.on("conversation.*", ({ topic, data }) => console.log(topic, data.item));
  // @ts-expect-error there is no such topic
  webhooks.on("contact.user.create", console.log);
  const headers = await signBody("{}", { secret: "x" });
  const bytes: Uint8Array = await verifySignature({ headers, body: "{}" }, { secret: "x" });
  console.log(bytes.byteLength);
  return webhooks.fetch(request);
}

const form = canvas({
  content: [input({ id: "email" }), button({ id: "save", label: "Save", action: submit() })],
});

export function canvases(request: Request): Promise<Response> {
  const kit = createCanvasKit({ secret: "x" });
  const endpoint = kit.submit<typeof form>({
    save: ({ input_values }) => {
      console.log(input_values.email);
      // @ts-expect-error there is no such input
      console.log(input_values.phone);
      return form;
    },
  });
  // @ts-expect-error a button has words on it
  console.log(button({ id: "save", action: submit() }));
  return endpoint.fetch(request);
}

export async function fin(request: Request): Promise<Response> {
  for await (const event of readFinStream(await fetch("https://example.com/events"))) {
    if (event.event_name === "fin_reply_chunk") console.log(event.chunk_text);
  }
  const events = createFinEvents({ secret: "x" });
  return events.on("fin_replied", ({ message }) => console.log(message.body)).fetch(request);
}

const signIn = createSignIn<{ account: string }>({ clientId: "x", clientSecret: "x" });
const connections = createConnections<{ account: string }>({
  onChange: ({ state, data }, previous) => console.log(previous, state, data.account),
});

export async function connected(request: Request): Promise<Response> {
  const result = await signIn.finish(request);
  // @ts-expect-error a teammate may have refused, which gives no token
  console.log(result.token);
  if (result.outcome === "denied") return new Response(result.description ?? result.error);
  const { token, clientOptions, region } = await connections.add(result, result.payload);
  console.log(token.length, region === "eu", createIntercom(clientOptions));
  // @ts-expect-error a payload has an account
  await signIn.redirect({ acount: "7" });
  return signIn.redirect({ account: "7" });
}

export async function connectedTo(request: Request, error: unknown): Promise<Response> {
  const webhooks = createWebhooks({ secret: "x" });
  webhooks.on(
    "contact.user.created",
    connections.handler(async ({ data }, connection) => {
      console.log(data.item.email, connection.data.account, connection.stateSince.getTime());
      // @ts-expect-error an item is not of any type
      console.log(data.item.emial);
    }),
  );
  for await (const { workspaceId } of connections.list()) console.log(workspaceId);
  if (error instanceof SignInError && error.problem === "state-used") return new Response();
  if (error instanceof NotConnectedError) console.log(error.workspaceId);
  return connections.uninstalls({ secret: "x" }).fetch(request);
}

export async function messenger(): Promise<string> {
  // @ts-expect-error a token has the id of a user
  await signMessengerJwt({ email: "ada@example.com" }, { secret: "x" });
  // @ts-expect-error the expiry is an option
  await signMessengerJwt({ user_id: "1", exp: 1 }, { secret: "x" });
  return signMessengerJwt({ user_id: "1", email: maybe, plan: "pro" }, { secret: "x" });
}

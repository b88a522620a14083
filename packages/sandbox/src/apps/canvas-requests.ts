import type { JsonObject } from "../description/openapi.ts";
import { project } from "../description/project.ts";
import type { Version } from "../description/versions.ts";
import { loadVersion } from "../engine/loaded-version.ts";
import type { RequestContext } from "../engine/request-context.ts";
import { contextWithoutRequest } from "../notifications/notification.ts";
import { contacts } from "../records/contacts.ts";
import type { AppRecord } from "../registry/apps.ts";
import { contactView } from "../resources/contacts/contact-view.ts";
import { admins, adminView } from "../resources/workspace/admins.ts";
import type { Store } from "../store/store.ts";
import type { AppRequests } from "./app-requests.ts";
import type { AppCanvas, CanvasAnswer, CanvasRequest, CanvasSubmission } from "./canvas.ts";
import { type CanvasKind, idsIn, readCanvasAnswer } from "./canvas-answer.ts";

/** How long Canvas Kit waits for an app. */
const timeoutMs = 10_000;

/** The parts of a sandbox that requests of Canvas Kit need. */
export interface CanvasContext {
  readonly requests: AppRequests;
  /** The store of a workspace, or of the first one. @throws {TypeError} when there is none. */
  readonly storeOf: (workspace: string | undefined) => Store;
  /** The time, in milliseconds since 1970. */
  readonly now: () => number;
  readonly defaultVersion: Version;
}

/** Sends the requests of Canvas Kit to an app. */
export function canvasOf(app: AppRecord, sandbox: CanvasContext): AppCanvas {
  const urlOf = (kind: Exclude<CanvasKind, "content">): string => {
    const url = app.canvas[`${kind}Url`];
    if (url !== undefined) return url;
    throw new TypeError(`App ${app.id} has no canvas.${kind}Url: give it to sandbox.apps.add().`);
  };
  const send = async (
    kind: CanvasKind,
    request: CanvasRequest,
    own: JsonObject,
  ): Promise<CanvasAnswer> => {
    const url = kind === "content" ? liveUrlOf(own["canvas"]) : urlOf(kind);
    const version = app.webhooks?.version ?? sandbox.defaultVersion;
    const common = await commonParts(request, kind, version, sandbox);
    const outcome = await sandbox.requests.send(app, url, { ...common, ...own }, timeoutMs);
    return readCanvasAnswer(kind, outcome);
  };
  return {
    initialize: async ({ results, ...request } = {}) =>
      send("initialize", request, results === undefined ? {} : { card_creation_options: results }),
    submit: async (request) => send("submit", request, submitted(request)),
    configure: async (request = {}) =>
      send("configure", request, "canvas" in request ? submitted(request) : {}),
    content: async ({ canvas, ...request }) => {
      if (request.contact === undefined) {
        throw new TypeError("A live canvas is seen by a contact: give its id as contact.");
      }
      return send("content", request, { canvas });
    },
  };
}

/** @throws {TypeError} for what is no live canvas. */
function liveUrlOf(canvas: unknown): string {
  const { content_url } = Object(canvas) as { content_url?: unknown };
  if (typeof content_url === "string" && URL.canParse(content_url)) return content_url;
  throw new TypeError("The canvas has no content_url: it is not live.");
}

/** @throws {TypeError} when the canvas has no such component. */
function submitted({ canvas, componentId, inputValues = {} }: CanvasSubmission): JsonObject {
  const { content } = Object(canvas) as { content?: { components?: unknown } };
  const ids = idsIn(content?.components);
  // The content of a live canvas is at its address.
  if (content !== undefined && !ids.includes(componentId)) {
    throw new TypeError(
      `The canvas has no component ${componentId}. It has ${ids.join(", ") || "none"}.`,
    );
  }
  return { current_canvas: canvas, component_id: componentId, input_values: inputValues };
}

/** The properties that all requests have: the workspace, who uses the app, and where. */
async function commonParts(
  { workspace, contact, admin, context = {} }: CanvasRequest,
  kind: CanvasKind,
  version: Version,
  { storeOf, now }: CanvasContext,
): Promise<JsonObject> {
  const { workspace: facts } = storeOf(workspace);
  const { description } = await loadVersion(version);
  const store = storeOf(workspace);
  const view = contextWithoutRequest(description, store, Math.floor(now() / 1000));
  const isAdmin = admin !== undefined || contact === undefined || kind === "configure";
  return {
    workspace_id: facts.id,
    workspace_region: facts.region,
    ...(contact === undefined ? {} : { contact: contactIn(view, contact) }),
    ...(isAdmin ? { admin: adminIn(view, admin) } : {}),
    context: { location: "home", locale: "en", ...context },
  };
}

function contactIn(context: RequestContext, id: string): unknown {
  const contact = context.collection(contacts).get(id);
  if (!contact) throw new TypeError(`There is no contact ${id} in ${context.workspace.id}.`);
  return asAnswered(context, "contacts.get", contactView(context, contact));
}

function adminIn(context: RequestContext, id: string | undefined): unknown {
  const all = context.collection(admins);
  const admin = id === undefined ? all.all()[0] : all.get(id);
  if (!admin) throw new TypeError(`There is no admin ${id} in ${context.workspace.id}.`);
  return asAnswered(context, "admins.get", adminView(admin));
}

/** A record as an operation of the API answers it. */
function asAnswered({ description }: RequestContext, id: string, view: unknown): unknown {
  const operation = description.operations.find((one) => one.id === id);
  const schema = operation?.responses.get(200)?.schema;
  return schema === undefined ? view : project(description, schema, view);
}

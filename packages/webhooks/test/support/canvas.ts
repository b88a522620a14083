import { signBody } from "@interkit/webhooks";
import {
  type CanvasKit,
  type CanvasKitOptions,
  createCanvasKit,
  type Endpoint,
} from "@interkit/webhooks/canvas";
import { secret } from "./notification.ts";

const workspace = { workspace_id: "ab12cd34", workspace_region: "US" };
const admin = { type: "admin", id: "1", name: "Ada" };
const contact = { type: "contact", id: "c1", name: "Grace" };

/** A canvas as Intercom sends it back: with ids and properties of its own. */
export const sentCanvas = {
  content: {
    version: null,
    components: [
      { id: "6f0c1d", type: "text", text: "Your email?", style: "header", bottom_margin: false },
      { id: "email", type: "input", label: null, action: { type: "submit", url: null } },
    ],
  },
  stored_data: { step: 1 },
};

/** Requests as Intercom sends them, by kind and place. */
export const requests = {
  initializeMessenger: { ...workspace, context: { location: "home", locale: "en" } },
  initializeInbox: { ...workspace, admin, contact, conversation: { id: "7" } },
  submitMessenger: {
    ...workspace,
    component_id: "save",
    context: { location: "conversation", conversation_id: 7 },
    current_canvas: sentCanvas,
    input_values: { email: "ada@example.com" },
    user: contact,
  },
  submitInbox: {
    ...workspace,
    admin,
    contact,
    conversation: { id: "7" },
    component_id: "save",
    current_canvas: sentCanvas,
    input_values: {},
  },
  configure: { ...workspace, admin, context: { location: "message" } },
  submitSheet: {
    ...workspace,
    context: { location: "home" },
    current_canvas: sentCanvas,
    sheet_values: { date: "2026-03-01" },
    user: contact,
  },
  content: {
    ...workspace,
    canvas: { content_url: "https://app.example.com/status", stored_data: { service: "api" } },
    context: { location: "home" },
    contact,
  },
};

export interface Sent {
  readonly status: number;
  readonly type: string | null;
  readonly json: unknown;
}

/** Sends a signed request to a URL, or to an endpoint. */
export async function send(to: string | Endpoint, request: unknown): Promise<Sent> {
  const body = typeof request === "string" ? request : JSON.stringify(request);
  const headers = {
    "Content-Type": "application/json",
    ...(await signBody(body, { secret, kind: "app" })),
  };
  const init = { method: "POST", headers, body };
  const response = await (typeof to === "string"
    ? fetch(to, init)
    : to.fetch(new Request("https://app.example.com/canvas", init)));
  const text = await response.text();
  const json: unknown = text === "" ? undefined : JSON.parse(text);
  return { status: response.status, type: response.headers.get("content-type"), json };
}

/** A kit, and what it reports. */
export function createKit(options: Partial<CanvasKitOptions> = {}): {
  kit: CanvasKit;
  errors: unknown[];
  reported: (object | undefined)[];
} {
  const errors: unknown[] = [];
  const reported: (object | undefined)[] = [];
  const kit = createCanvasKit({
    secret,
    onError: (error, request) => {
      errors.push(error);
      reported.push(request);
    },
    ...options,
  });
  return { kit, errors, reported };
}

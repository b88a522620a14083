import type { JsonObject } from "../description/openapi.ts";

/** Who uses an app, and where. */
export interface CanvasRequest {
  /** The id of the workspace; the first one when left out. */
  readonly workspace?: string;
  /** The id of the contact who uses the app in the Messenger. */
  readonly contact?: string;
  /** The id of the admin who uses it. The first admin when neither is given. */
  readonly admin?: string;
  /** Where it is used, beside `location` and `locale`, which have defaults. */
  readonly context?: JsonObject;
}

/** The opening of an app. */
export interface CanvasInitialization extends CanvasRequest {
  /** The `results` of the configuration, when the app has one. */
  readonly results?: JsonObject;
}

/** The use of a component. */
export interface CanvasSubmission extends CanvasRequest {
  /** The canvas with the component, as the app answered it. */
  readonly canvas: JsonObject;
  /** The id of the component that was used. */
  readonly componentId: string;
  /** The values that were entered, by the id of their component. */
  readonly inputValues?: JsonObject;
}

/** The view of a live canvas, which is in the Messenger. */
export interface CanvasView extends Omit<CanvasRequest, "admin"> {
  /** The id of the contact who sees it. */
  readonly contact: string;
  /** The live canvas, as the app answered it. */
  readonly canvas: JsonObject;
}

/** What an app answered to a request of Canvas Kit. */
export interface CanvasAnswer {
  /** What the app shows. */
  readonly canvas?: JsonObject;
  /** What a live canvas shows. */
  readonly content?: JsonObject;
  /** The end of a configuration. */
  readonly results?: JsonObject;
  /** The end of a use, in a workflow. */
  readonly event?: JsonObject;
  /** What the app was configured with, for a card that it inserts. */
  readonly card_creation_options?: JsonObject;
}

/**
 * Sends the requests of Canvas Kit to an app, signed with `X-Body-Signature`. Each resolves to the
 * answer if Intercom would accept it, and rejects with an `Error` that names the mistake otherwise.
 * Wrong arguments reject with a `TypeError`, before anything is sent.
 */
export interface AppCanvas {
  /** The app is opened. */
  initialize(request?: CanvasInitialization): Promise<CanvasAnswer>;
  /** A component with a submit action is used. */
  submit(request: CanvasSubmission): Promise<CanvasAnswer>;
  /** A teammate adds the app or, with a canvas, uses a component of its configuration. */
  configure(request?: CanvasRequest | CanvasSubmission): Promise<CanvasAnswer>;
  /** A live canvas is seen, whose content comes from its `content_url`. */
  content(request: CanvasView): Promise<CanvasAnswer>;
}

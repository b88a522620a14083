import { ConfigError } from "@interkit/core";
import type { Endpoint } from "../endpoint/endpoint.ts";
import { createHandlingEndpoint } from "../endpoint/handling.ts";
import { handlingSettings } from "../endpoint/settings.ts";
import { checkNames } from "../options/option-names.ts";
import type { Secrets } from "../signatures/secrets.ts";
import type { ResponseKind } from "./check.ts";
import { readRequest } from "./requests.ts";
import { partsIn, responseOf } from "./responses.ts";
import type { KnownParts } from "./rules.ts";
import type {
  CanvasSchemas,
  ConfigureResult,
  ContentResult,
  InitializeResult,
  LatestSchemas,
  SubmitHandlers,
  SubmitResult,
  SubmitSheetResult,
} from "./types.ts";

/** Options of `createCanvasKit`. */
export interface CanvasKitOptions {
  /** The client secret of the app, or the old and the new one while it is being replaced. */
  readonly secret: Secrets;
  /**
   * How long a handler may take before Intercom gets an error status, or the fallback, in milliseconds;
   * 4,000 by default. The handler goes on.
   */
  readonly timeoutMs?: number | undefined;
  /**
   * Gets each failure: of a signature, of a body, of a handler, and of what a handler returned. By default,
   * it is written to the console.
   */
  readonly onError?: ((error: unknown, request: object | undefined) => void) | undefined;
  /** The largest body that is read, in bytes; 5,000,000 by default. */
  readonly maxBodyBytes?: number | undefined;
}

/** Options of an endpoint of a canvas kit. */
export interface CanvasEndpointOptions<Result> {
  /** What to respond where the handler fails, takes too long, or returns something invalid. */
  readonly fallback?: Result | undefined;
}

/** Handles a request of Canvas Kit, and returns what to show. */
export type CanvasHandler<Request, Result> = (request: Request) => Result | Promise<Result>;

/** Makes an endpoint for each URL of an app that Canvas Kit has. */
export interface CanvasKit<Schemas extends CanvasSchemas = LatestSchemas> {
  /**
   * The endpoint of the initialize URL: returns the first canvas.
   *
   * @throws {ConfigError} for a handler that is no function, for an invalid fallback, and for unknown options.
   */
  initialize(
    handler: CanvasHandler<Schemas["InitializeCanvasRequest"], InitializeResult>,
    options?: CanvasEndpointOptions<InitializeResult>,
  ): Endpoint;
  /**
   * The endpoint of the submit URL: returns the next canvas. Handlers are given by the id of the component
   * that a person used, or one for all. `submit<typeof form>` has the ids and the values of a canvas.
   *
   * @throws {ConfigError} for a handler that is no function, for an invalid fallback, and for unknown options.
   */
  submit<Form = never>(
    handlers:
      | SubmitHandlers<Schemas["SubmitCanvasRequest"], Form>
      | CanvasHandler<Schemas["SubmitCanvasRequest"], SubmitResult>,
    options?: CanvasEndpointOptions<SubmitResult> & {
      /** Handles the components that have no handler. */
      readonly otherwise?: CanvasHandler<Schemas["SubmitCanvasRequest"], SubmitResult> | undefined;
    },
  ): Endpoint;
  /**
   * The endpoint of the configure URL: returns the next canvas for the teammate, or the results. The first
   * request has no `component_id`.
   *
   * @throws {ConfigError} for a handler that is no function, for an invalid fallback, and for unknown options.
   */
  configure(
    handler: CanvasHandler<Schemas["ConfigureCanvasRequest"], ConfigureResult>,
    options?: CanvasEndpointOptions<ConfigureResult>,
  ): Endpoint;
  /**
   * The endpoint of the sheets flow URL: returns the canvas that follows on a page of yours.
   *
   * @throws {ConfigError} for a handler that is no function, for an invalid fallback, and for unknown options.
   */
  submitSheet(
    handler: CanvasHandler<Schemas["SubmitSheetRequest"], SubmitSheetResult>,
    options?: CanvasEndpointOptions<SubmitSheetResult>,
  ): Endpoint;
  /**
   * The endpoint of the `content_url` of a live canvas: returns its content.
   *
   * @throws {ConfigError} for a handler that is no function, for an invalid fallback, and for unknown options.
   */
  content(
    handler: CanvasHandler<Schemas["LiveCanvasRequest"], ContentResult>,
    options?: CanvasEndpointOptions<ContentResult>,
  ): Endpoint;
}

/**
 * Creates the endpoints of an app that shows canvases in the Messenger or in the Inbox. Each request is
 * verified, and each response checked before it is sent. Mount the endpoints as those of webhooks: `fetch`
 * where the platform has `Request` and `Response`, otherwise by an adapter.
 *
 * The type parameter is for an app with another API version than the latest:
 * `createCanvasKit<components["schemas"]>(…)` with `components` of `@interkit/core/2.11`.
 *
 * @throws {ConfigError} for an empty secret, and for options that are unknown or wrong.
 * @see https://developers.intercom.com/docs/canvas-kit
 *
 * @example
 * ```ts
 * import { button, canvas, createCanvasKit, input, submit, text } from "@interkit/webhooks/canvas";
 *
 * const kit = createCanvasKit({ secret: process.env["INTERCOM_CLIENT_SECRET"] ?? "" });
 * const form = canvas({
 *   content: [
 *     input({ id: "email", label: "Your email" }),
 *     button({ id: "save", label: "Save", action: submit() }),
 *   ],
 * });
 *
 * export const initialize = kit.initialize(() => form);
 * export const submitted = kit.submit<typeof form>({
 *   save: ({ input_values }) => canvas({ content: [text(`Saved ${input_values.email ?? "nothing"}`)] }),
 * });
 * ```
 */
export function createCanvasKit<Schemas extends CanvasSchemas = LatestSchemas>(
  options: CanvasKitOptions,
): CanvasKit<Schemas> {
  const settings = handlingSettings("createCanvasKit", "A request of Canvas Kit", options);
  const make =
    (kind: ResponseKind) =>
    (handler: Handler, options: CanvasEndpointOptions<unknown> = {}): Endpoint => {
      checkNames(kind, options, kind === "submit" ? ["otherwise", "fallback"] : ["fallback"]);
      const { fallback } = options;
      const known = new WeakMap<object, KnownParts>();
      return createHandlingEndpoint(settings, {
        kind: "app",
        what: `The handler of ${kind}`,
        read: (json) => {
          const request = readRequest(kind, json);
          known.set(request, partsIn(request));
          return request;
        },
        handle: checked(kind, handler),
        respond: (result, request) => responseOf(kind, result, request, known.get(request)),
        fallback: fallback === undefined ? undefined : responseOf(kind, fallback),
      });
    };
  const submit = make("submit");
  const kit = {
    initialize: make("initialize"),
    configure: make("configure"),
    submitSheet: make("submitSheet"),
    content: make("content"),
    submit: (
      handlers: Handler | Readonly<Record<string, Handler>>,
      options: CanvasEndpointOptions<unknown> & { otherwise?: Handler } = {},
    ) => submit(byComponent(handlers, Object(options).otherwise), options),
  };
  return kit as CanvasKit<Schemas>;
}

type Handler = (request: never) => unknown;

function checked(name: string, handler: Handler): (request: object) => Promise<unknown> {
  if (typeof handler !== "function") {
    throw new ConfigError(`The handler of ${name} must be a function`);
  }
  return async (request) => handler(request as never);
}

/** One handler, which calls the one of the component that was used. */
function byComponent(
  handlers: Handler | Readonly<Record<string, Handler>>,
  otherwise: Handler | undefined,
): Handler {
  const others = otherwise && checked("otherwise", otherwise);
  if (typeof handlers === "function") return handlers;
  if (typeof handlers !== "object" || handlers === null) {
    throw new ConfigError("submit takes a handler, or handlers by the id of a component");
  }
  const byId = new Map(
    Object.entries(handlers).map(([id, handler]) => [id, checked(`component "${id}"`, handler)]),
  );
  return (request: { readonly component_id: string }) => {
    const handler = byId.get(request.component_id) ?? others;
    if (handler) return handler(request);
    throw new ConfigError(
      `No handler for the component "${request.component_id}": there are handlers for ${[...byId.keys()].join(", ")}; add one, or "otherwise"`,
    );
  };
}

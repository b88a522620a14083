import type {
  Canvas,
  CanvasAction,
  CanvasComponent,
  CanvasContent,
  CanvasSubmitAction,
  ConfigureCanvasResponse,
  components,
  InitializeCanvasResponse,
  LiveCanvasResponse,
  StaticCanvas,
  SubmitCanvasResponse,
} from "@interkit/core/latest";

/** The schemas of the newest stable API version, the requests of Canvas Kit among them. */
export type LatestSchemas = components["schemas"];

/** The schemas of an API version: `components["schemas"]` of `@interkit/core/2.11`, for example. */
export interface CanvasSchemas {
  /** What Intercom sends to the initialize URL. */
  readonly InitializeCanvasRequest: object;
  /** What Intercom sends to the submit URL. */
  readonly SubmitCanvasRequest: object;
  /** What Intercom sends to the configure URL. */
  readonly ConfigureCanvasRequest: object;
  /** What Intercom sends to the submit sheet URL. */
  readonly SubmitSheetRequest: object;
  /** What Intercom sends to the URL of a live canvas. */
  readonly LiveCanvasRequest: object;
}

/** A canvas, or the response with one. */
export type InitializeResult = Canvas | InitializeCanvasResponse;
/** The next canvas, or the response with one, an `event` and `card_creation_options`. */
export type SubmitResult = Canvas | SubmitCanvasResponse;
/** The next canvas, or the response with one and an `event`. */
export type SubmitSheetResult = Canvas | Omit<SubmitCanvasResponse, "card_creation_options">;
/** The next canvas, the response with one, or the `results`, which end the set-up. */
export type ConfigureResult = Canvas | ConfigureCanvasResponse;
/** The content of a live canvas, or the response with it. */
export type ContentResult = CanvasContent | LiveCanvasResponse;

/** A canvas whose components are known to the compiler. */
export interface CanvasOf<Component extends CanvasComponent> extends StaticCanvas {
  /** What is shown. */
  content: ContentOf<Component>;
}

/** Content whose components are known to the compiler. */
export interface ContentOf<Component extends CanvasComponent> extends CanvasContent {
  /** The components, from top to bottom. */
  components: Component[];
}

/** A part with an id, and an action, that are known to the compiler. */
export type Known<Part, Id, Action> = Part &
  ([Action] extends [CanvasAction] ? { id: Id; action: Action } : { id: Id });

type ComponentsOf<Form> = Form extends { content: { components: (infer Component)[] } }
  ? Component
  : never;

/** A component, and the items of it where it is a list. */
type PartsOf<Component> = Component extends { items: (infer Item)[] } ? Item : Component;

/** The ids of the parts that submit. */
export type SubmitIds<Form> =
  PartsOf<ComponentsOf<Form>> extends infer Part
    ? Part extends { id: infer Id extends string; action: CanvasSubmitAction }
      ? Id
      : never
    : never;

type Entered = {
  type: "input" | "textarea" | "dropdown" | "single-select" | "checkbox";
  id: string;
};

/**
 * What a person entered, by the ids of the components: the ids of the options that were chosen for a
 * checkbox, text or the id of an option for others. What was left empty may be absent.
 */
export type InputValues<Form> = {
  readonly [Component in Extract<
    ComponentsOf<Form>,
    Entered
  > as Component["id"]]?: Component extends {
    type: "checkbox";
  }
    ? string[]
    : string;
};

/** The request for a component of a form, with what was entered into it. */
export type SubmitRequestOf<Request, Form, Id> = Request extends object
  ? Omit<Request, "component_id" | "input_values"> & {
      /** The component that was used. */
      component_id: Id;
      /** What was entered. */
      input_values: InputValues<Form>;
    }
  : never;

/** Handlers by the id of the component: all that submit, where the form is known to the compiler. */
export type SubmitHandlers<Request, Form> = [Form] extends [never]
  ? { readonly [id: string]: (request: Request) => SubmitResult | Promise<SubmitResult> }
  : {
      readonly [Id in SubmitIds<Form>]: (
        request: SubmitRequestOf<Request, Form, Id>,
      ) => SubmitResult | Promise<SubmitResult>;
    };

export type { CanvasAction };

export type { Endpoint } from "../endpoint/endpoint.ts";
export { sheet, submit, url } from "./actions.ts";
export { canvas, content, liveCanvas, results } from "./canvases.ts";
export {
  button,
  checkbox,
  dropdown,
  input,
  option,
  singleSelect,
  textarea,
} from "./interactive.ts";
export {
  type CanvasEndpointOptions,
  type CanvasHandler,
  type CanvasKit,
  type CanvasKitOptions,
  createCanvasKit,
} from "./kit.ts";
export { dataTable, divider, image, item, list, row, spacer, text } from "./presentation.ts";
export { decryptSheetUser } from "./sheet-user.ts";
export type {
  CanvasOf,
  CanvasSchemas,
  ConfigureResult,
  ContentOf,
  ContentResult,
  InitializeResult,
  InputValues,
  LatestSchemas,
  SubmitHandlers,
  SubmitIds,
  SubmitRequestOf,
  SubmitResult,
  SubmitSheetResult,
} from "./types.ts";

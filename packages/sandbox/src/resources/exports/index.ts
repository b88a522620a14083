import type { Handlers } from "../../engine/request-context.ts";
import { dataExportHandlers } from "./data-exports.ts";
import { reportingDataExportHandlers } from "./reporting-data-exports.ts";

/** The operations of exports. */
export const handlers: Handlers = {
  ...dataExportHandlers,
  ...reportingDataExportHandlers,
};

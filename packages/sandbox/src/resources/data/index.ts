import type { Handlers } from "../../engine/request-context.ts";
import { connectorRunHandlers } from "./connector-run-handlers.ts";
import { customObjectHandlers } from "./custom-objects.ts";
import { dataAttributeHandlers } from "./data-attributes.ts";
import { dataConnectorHandlers } from "./data-connectors.ts";
import { dataEventHandlers } from "./data-events.ts";
import { ecommerceHandlers } from "./ecommerce-connectors.ts";

/** The operations of attributes, events, custom objects and connectors. */
export const handlers: Handlers = {
  ...connectorRunHandlers,
  ...customObjectHandlers,
  ...dataAttributeHandlers,
  ...dataConnectorHandlers,
  ...dataEventHandlers,
  ...ecommerceHandlers,
};

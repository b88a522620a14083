import {
  attributes,
  type ConversationAttribute,
  options,
} from "../records/conversation-attributes.ts";
import { type Receipt, receipts } from "../records/receipts.ts";
import { blankRun, type ConnectorRun, connectorRuns } from "../resources/data/connector-runs.ts";
import { type Instance, instances } from "../resources/data/custom-objects.ts";
import { type DataAttribute, dataAttributes } from "../resources/data/data-attributes.ts";
import { type Connector, connectors } from "../resources/data/data-connectors.ts";
import { type DataEvent, events } from "../resources/data/data-events.ts";
import { KnowledgeSeeds } from "./knowledge-seeds.ts";
import type { Seeded } from "./seeder.ts";

/** Seeds attributes, events, custom objects, connectors and receipts. */
export class DataSeeds extends KnowledgeSeeds {
  /** Adds a custom attribute of contacts or companies. */
  dataAttribute(given: Partial<Omit<DataAttribute, "id">> & Pick<DataAttribute, "name">): Seeded {
    return this.add(dataAttributes, {
      model: "contact",
      description: "",
      data_type: "string",
      options: [],
      messenger_writable: false,
      archived: false,
      admin_id: "1",
      created_at: this.now(),
      updated_at: this.now(),
      ...given,
    });
  }

  /** Adds a custom attribute of conversations. With labels, it is a list. */
  conversationAttribute(
    given: Partial<Omit<ConversationAttribute, "id" | "options">> &
      Pick<ConversationAttribute, "name"> & { readonly labels?: readonly string[] },
  ): Seeded {
    const { labels = [], ...rest } = given;
    return this.add(attributes, {
      description: "",
      data_type: labels.length > 0 ? "list" : "string",
      required: false,
      visible_to_team_ids: [],
      multiline: false,
      options: labels.map((label) => ({ id: this.store.nextId(options), label, archived: false })),
      reference: { type: "one", object_type_id: "" },
      archived: false,
      created_at: this.now(),
      updated_at: this.now(),
      admin_id: "1",
      ...rest,
    });
  }

  /** Adds an event of a contact. */
  dataEvent(given: Partial<Omit<DataEvent, "id">> & Pick<DataEvent, "contact_id">): Seeded {
    return this.add(events, {
      name: "signed-in",
      created_at: this.now(),
      metadata: {},
      ...given,
    });
  }

  /** Adds a custom object, such as an order. */
  customObject(given: Partial<Omit<Instance, "id">> = {}): Seeded {
    return this.add(instances, {
      type: "Order",
      external_id: `object-${this.store.collection(instances).size + 1}`,
      external_created_at: null,
      external_updated_at: null,
      custom_attributes: {},
      created_at: this.now(),
      updated_at: this.now(),
      ...given,
    });
  }

  /** Adds a data connector: a request to an external API that Fin and workflows can send. */
  dataConnector(given: Partial<Omit<Connector, "id">> = {}): Seeded {
    const connector = {
      name: "Find an order",
      description: null,
      url: "https://api.example.com/orders",
      http_method: "get",
      state: "live",
      ...{ direct_fin_usage: false, audiences: [], data_inputs: [], token_ids: [] },
      ...{ object_mappings: [], execution_type: "server_side", client_function_timeout_ms: null },
      ...{ data_transformation_type: "full_access" },
      ...{ customer_authentication: false, bypass_authentication: false },
      created_by_admin_id: "1",
      updated_by_admin_id: "1",
      created_at: this.now(),
      updated_at: this.now(),
      ...given,
    } as const;
    return this.add(connectors, connector);
  }

  /** Adds a run of a data connector. */
  connectorRun(
    given: Partial<Omit<ConnectorRun, "id">> & Pick<ConnectorRun, "data_connector_id">,
  ): Seeded {
    return this.add(connectorRuns, { ...blankRun(this.now()), ...given });
  }

  /** Adds the delivery of an outbound message to a contact: a row of a data export. */
  receipt(given: Partial<Omit<Receipt, "id">> & Pick<Receipt, "contact_id">): Seeded {
    return this.add(receipts, {
      content_id: "1",
      content_type: "email",
      content_title: "Welcome",
      received_at: this.now(),
      first_open_at: null,
      first_click_at: null,
      ...given,
    });
  }
}

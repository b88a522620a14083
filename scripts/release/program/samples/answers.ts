import { type SampleChange, schema, text } from "./api.ts";

/** Changes of what users read. */
export const answerChanges: readonly SampleChange[] = [
  {
    name: "an optional field of an answer that is gone",
    edit: (api) => {
      delete schema(api, "Order").properties.note;
    },
    breaking: ["Order.note"],
  },
  {
    name: "a field of an answer that is new",
    edit: (api) => {
      schema(api, "Order").properties.total = { type: "number" };
    },
    addition: ["Order.total"],
  },
  {
    name: "a field of an answer that may be left out",
    edit: (api) => {
      schema(api, "Order").required.shift();
    },
    breaking: ["Order.id"],
  },
  {
    name: "a field of an answer that may be null",
    edit: (api) => {
      schema(api, "Buyer").properties.id.type = ["string", "null"];
    },
    breaking: ["Buyer.id"],
  },
  {
    name: "a field of an answer that is null no more",
    edit: (api) => {
      schema(api, "Buyer").properties.email.type = "string";
    },
    addition: ["Buyer.email"],
  },
  {
    name: "null as OpenAPI 3.0 writes it",
    edit: (api) => {
      schema(api, "Buyer").properties.email = { type: "string", nullable: true };
      schema(api, "Order").properties.buyer = {
        ...{ nullable: true, allOf: [{ $ref: "#/components/schemas/Buyer" }] },
      };
    },
    breaking: ["Order.buyer"],
  },
  {
    name: "a field of an answer with another type",
    edit: (api) => {
      schema(api, "Order").properties.note.type = "integer";
    },
    breaking: ["Order.note"],
    addition: ["Order.note"],
  },
  {
    name: "a new value of an open list of values",
    edit: (api) => {
      schema(api, "Order").properties.state.anyOf[0].enum.push("lost");
    },
  },
  {
    name: "an object in an answer: one field is gone, and the elements of a list change",
    edit: (api) => {
      const { properties } = schema(api, "Order").properties.address;
      delete properties.city;
      properties.lines.items.type = "number";
    },
    breaking: ["Order.address.city", "Order.address.lines"],
    addition: ["Order.address.lines"],
  },
  {
    name: "a map of an answer with other values",
    edit: (api) => {
      schema(api, "Order").properties.extra.additionalProperties.type = "number";
    },
    breaking: ["Order.extra{*}"],
    addition: ["Order.extra{*}"],
  },
  {
    name: "a further alternative of an answer, and a field of one that stays",
    edit: (api) => {
      schema(api, "Order").properties.payment.oneOf.push({ $ref: "#/components/schemas/Buyer" });
      schema(api, "Cash").properties.change.type = "string";
    },
    breaking: ["Order.payment", "Cash.change"],
    addition: ["Cash.change"],
  },
  {
    name: "a type with another name",
    edit: (api) => {
      api.components.schemas.Money = schema(api, "Cash");
      delete api.components.schemas.Cash;
      schema(api, "Order").properties.payment.oneOf[1].$ref = "#/components/schemas/Money";
    },
    breaking: ["Cash"],
    addition: ["Money"],
  },
  {
    name: "a list that has no pages any more",
    edit: (api) => {
      delete api.paths["/orders"].get["x-pagination"];
    },
    breaking: ["GET /orders"],
    addition: ["GET /orders"],
  },
  {
    name: "a list of other items",
    edit: (api) => {
      schema(api, "OrderList").properties.data.items.$ref = "#/components/schemas/Card";
    },
    breaking: ["OrderList.data[]", "GET /orders items"],
    addition: ["OrderList.data[]", "GET /orders items"],
  },
  {
    name: "a success with another status",
    edit: (api) => {
      const { responses } = api.paths["/orders"].post;
      responses[201] = responses[200];
      delete responses[200];
    },
    breaking: ["POST /orders 200"],
    addition: ["POST /orders 201"],
  },
  {
    name: "a further success with another body",
    edit: (api) => {
      const { responses } = api.paths["/orders"].post;
      responses[202] = api.paths["/orders/{order_id}"].get.responses[404];
    },
    breaking: ["POST /orders 202 application/json"],
    addition: ["POST /orders 202"],
  },
  {
    name: "a success with another body",
    edit: (api) => {
      const { 200: ok } = api.paths["/orders"].post.responses;
      ok.content["application/json"].schema.$ref = "#/components/schemas/Card";
    },
    breaking: ["POST /orders 200 application/json"],
    addition: ["POST /orders 200 application/json"],
  },
  {
    name: "operations without an id, or with the id of another one",
    edit: (api) => {
      delete api.paths["/orders"].post.operationId;
      api.paths["/orders/{order_id}/pay"].post.operationId = "orders.get";
      delete schema(api, "Order").properties.note;
    },
    breaking: ["Order.note"],
  },
  {
    name: "names that no type can have, and a reference that leads nowhere",
    edit: (api) => {
      api.components.schemas["order-line.v2"] = { type: "object", properties: { string: text } };
      api.components.schemas.Record = { type: "object", properties: { id: text } };
      const lost = { $ref: "#/components/schemas/Lost" };
      schema(api, "Order").properties.lines = { type: "array", items: lost };
    },
    addition: ["Lost", "Order.lines", "Record", "order-line.v2"],
  },
];

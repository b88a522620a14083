import { type SampleChange, schema, text } from "./api.ts";

/** Changes of methods, and of what users give. */
export const requestChanges: readonly SampleChange[] = [
  { name: "nothing changes nothing", edit: () => {} },
  {
    name: "prose, examples and defaults are not seen",
    edit: (api) => {
      api.paths["/orders"].get.description = "Lists orders.";
      schema(api, "Order").properties.note = { type: "string", description: "x", default: "" };
    },
  },
  {
    name: "a method that is gone",
    edit: (api) => {
      delete api.paths["/orders/{order_id}/pay"];
    },
    breaking: ["POST /orders/{order_id}/pay"],
  },
  {
    name: "a method that moved",
    edit: (api) => {
      api.paths["/orders/{order_id}"].get.operationId = "orders.read";
    },
    breaking: ["GET /orders/{order_id}"],
    addition: ["GET /orders/{order_id}"],
  },
  {
    name: "a new method with its types",
    edit: (api) => {
      const content = { "application/json": { schema: { $ref: "#/components/schemas/Shop" } } };
      schema(api, "Order").properties.id = text;
      api.components.schemas.Shop = { type: "object", properties: { name: text } };
      api.paths["/shop"] = { get: { operationId: "shop.get", responses: { 200: { content } } } };
    },
    addition: ["GET /shop", "Shop"],
  },
  {
    name: "a path parameter with another name",
    edit: (api) => {
      const item = api.paths["/orders/{order_id}"];
      delete api.paths["/orders/{order_id}"];
      item.get.parameters[0].name = "id";
      api.paths["/orders/{id}"] = item;
    },
    breaking: ["GET /orders/{order_id}"],
    addition: ["GET /orders/{id}"],
  },
  {
    name: "a path parameter that takes no number any more",
    edit: (api) => {
      api.paths["/orders/{order_id}"].get.parameters[0].schema = text;
    },
    breaking: ["GET /orders/{order_id} path #1"],
  },
  {
    name: "a query parameter that is gone",
    edit: (api) => {
      api.paths["/orders"].get.parameters.shift();
    },
    breaking: ["GET /orders query per_page"],
  },
  {
    name: "a field of a type that is the name of a property elsewhere",
    base: (api) => {
      schema(api, "CreateOrderRequest").properties.Problem = text;
    },
    edit: (api) => {
      schema(api, "Problem").required = ["code", "status"];
      schema(api, "Problem").properties.status = text;
    },
    addition: ["Problem.status"],
  },
  {
    name: "the only query parameter, which is gone",
    base: (api) => {
      api.paths["/orders"].get.parameters.length = 1;
    },
    edit: (api) => {
      api.paths["/orders"].get.parameters.length = 0;
    },
    breaking: ["GET /orders query per_page"],
  },
  {
    name: "a query parameter that is new and optional",
    edit: (api) => {
      api.paths["/orders"].get.parameters.push({ name: "page", in: "query", schema: text });
    },
    addition: ["GET /orders query page"],
  },
  {
    name: "a query parameter that is new and required",
    edit: (api) => {
      const parameters = api.paths["/orders/{order_id}"].get.parameters;
      parameters.push({ name: "at", in: "query", required: true, schema: text });
    },
    breaking: ["GET /orders/{order_id} query at"],
    addition: ["GET /orders/{order_id} query at"],
  },
  {
    name: "a query parameter that becomes required",
    edit: (api) => {
      api.paths["/orders"].get.parameters[0].required = true;
    },
    breaking: ["GET /orders query per_page"],
  },
  {
    name: "a query parameter that takes fewer values",
    edit: (api) => {
      api.paths["/orders"].get.parameters[1].schema.enum = ["open"];
    },
    breaking: ["GET /orders query state"],
  },
  {
    name: "a body that becomes required",
    edit: (api) => {
      api.paths["/orders"].post.requestBody.required = true;
    },
    breaking: ["POST /orders body"],
  },
  {
    name: "a body that is gone",
    edit: (api) => {
      delete api.paths["/orders/{order_id}/pay"].post.requestBody;
    },
    breaking: ["POST /orders/{order_id}/pay body"],
  },
  {
    name: "a body of another media type",
    edit: (api) => {
      const body = api.paths["/orders/{order_id}/pay"].post.requestBody;
      body.content = { "multipart/form-data": body.content["application/json"] };
    },
    breaking: ["POST /orders/{order_id}/pay body application/json"],
    addition: ["POST /orders/{order_id}/pay body multipart/form-data"],
  },
  {
    name: "a field of an unnamed body, and one in an object in it",
    edit: (api) => {
      const { content } = api.paths["/orders/{order_id}/pay"].post.requestBody;
      content["application/json"].schema.properties.amount.type = "string";
      delete content["application/json"].schema.properties.card.properties.name;
    },
    breaking: [
      "POST /orders/{order_id}/pay body application/json.amount",
      "POST /orders/{order_id}/pay body application/json.card.name",
    ],
    addition: ["POST /orders/{order_id}/pay body application/json.amount"],
  },
  {
    name: "a field of a request that is gone",
    edit: (api) => {
      delete schema(api, "CreateOrderRequest").properties.count;
    },
    breaking: ["CreateOrderRequest.count"],
  },
  {
    name: "a field of a request that becomes required, and a new one that is",
    edit: (api) => {
      schema(api, "CreateOrderRequest").required.push("count", "shop");
      schema(api, "CreateOrderRequest").properties.shop = text;
    },
    breaking: ["CreateOrderRequest.count", "CreateOrderRequest.shop"],
    addition: ["CreateOrderRequest.shop"],
  },
  {
    name: "a field of a request that is no longer required",
    edit: (api) => {
      schema(api, "CreateOrderRequest").required = [];
    },
    addition: ["CreateOrderRequest.product"],
  },
  {
    name: "a value of a request that is gone, and one that is new",
    edit: (api) => {
      schema(api, "CreateOrderRequest").properties.speed.enum = ["slow", "instant"];
    },
    breaking: ["CreateOrderRequest.speed"],
    addition: ["CreateOrderRequest.speed"],
  },
  {
    name: "a map of a request that is closed",
    edit: (api) => {
      schema(api, "CreateOrderRequest").properties.labels = { type: "object", properties: {} };
    },
    breaking: ["CreateOrderRequest.labels"],
  },
  {
    name: "a field of a shared type of requests",
    edit: (api) => {
      schema(api, "BuyerRequest").properties.email.type = "integer";
    },
    breaking: ["BuyerRequest.email"],
    addition: ["BuyerRequest.email"],
  },
];

import { parse } from "yaml";

/** The part of a document that the changes below edit. */
// biome-ignore lint/suspicious/noExplicitAny: each change knows the place that it edits
export type Editable = any;

/** A change of {@link api}, and the places where programs for it, or for its base, do not fit. */
export interface SampleChange {
  readonly name: string;
  /** What both documents have in another way. */
  readonly base?: (document: Editable) => void;
  readonly edit: (document: Editable) => void;
  readonly breaking?: readonly string[];
  readonly addition?: readonly string[];
}

/** A description of a shop, with one of each thing that can change. */
export const api = (): Editable => parse(SHOP);

const SHOP = `
openapi: 3.1.0
info: { title: Shop, version: "1" }
paths:
  /orders:
    get:
      operationId: orders.list
      x-pagination: { style: cursor, items: data }
      parameters:
        - { name: per_page, in: query, schema: { type: integer } }
        - { name: state, in: query, required: true, schema: { type: string, enum: [open, sent] } }
      responses:
        "200": { content: { application/json: { schema: { $ref: "#/components/schemas/OrderList" } } } }
    post:
      operationId: orders.create
      requestBody:
        content: { application/json: { schema: { $ref: "#/components/schemas/CreateOrderRequest" } } }
      responses:
        "200": { content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } } }
  /orders/{order_id}:
    get:
      operationId: orders.get
      parameters:
        - { name: order_id, in: path, required: true, schema: { type: integer } }
      responses:
        "200": { content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } } }
        "404": { content: { application/json: { schema: { $ref: "#/components/schemas/Problem" } } } }
  /orders/{order_id}/pay:
    post:
      operationId: orders.pay
      parameters:
        - { name: order_id, in: path, required: true, schema: { type: string } }
      requestBody:
        content:
          application/json:
            schema:
              type: object
              required: [amount]
              properties:
                amount: { type: number }
                card: { type: object, properties: { number: { type: string }, name: { type: string } } }
      responses:
        "200": { content: { application/json: { schema: { type: object, properties: { paid: { type: boolean } } } } } }
components:
  schemas:
    OrderList:
      type: object
      required: [data]
      properties:
        data: { type: array, items: { $ref: "#/components/schemas/Order" } }
    Order:
      type: object
      required: [id, state, buyer, extra, address]
      properties:
        id: { type: string }
        state: { anyOf: [{ type: string, enum: [open, sent] }, { type: string }] }
        note: { type: string }
        buyer: { $ref: "#/components/schemas/Buyer" }
        extra: { type: object, additionalProperties: { type: string } }
        address: { type: object, required: [city], properties: { city: { type: string }, lines: { type: array, items: { type: string } } } }
        payment: { oneOf: [{ $ref: "#/components/schemas/Card" }, { $ref: "#/components/schemas/Cash" }] }
    Buyer: { type: object, required: [id], properties: { id: { type: string }, email: { type: [string, "null"] } } }
    Card: { type: object, required: [digits], properties: { digits: { type: string } } }
    Cash: { type: object, required: [change], properties: { change: { type: number } } }
    Problem: { type: object, required: [code], properties: { code: { type: string } } }
    CreateOrderRequest:
      type: object
      required: [product]
      properties:
        product: { type: string }
        count: { type: integer }
        speed: { type: string, enum: [slow, fast] }
        buyer: { $ref: "#/components/schemas/BuyerRequest" }
        labels: { type: object, additionalProperties: { type: string } }
    BuyerRequest: { type: object, properties: { email: { type: string } } }
`;

export const schema = (document: Editable, name: string) => document.components.schemas[name];
export const text = { type: "string" };

import path from "node:path";
import { bundleAll } from "interkit-generator/description/bundle";
import { asObject, type Json, type JsonObject } from "interkit-generator/description/source";
import { expect, test } from "vitest";

/**
 * The places that the description leaves open on purpose, since Intercom passes on data of others
 * there, or documents no shape: any value, or an object of any shape. All other places have a type.
 */
const FREE = [
  "ActivityLogMetadata.after any",
  "ActivityLogMetadata.before any",
  "ActivityLogMetadata.changes.*.after any",
  "ActivityLogMetadata.changes.*.before any",
  "AiCallResponse.call_transcript[] object",
  "AiCallResponse.intent[] object",
  "Banner.client_targeting[] object",
  "CollectAgentInputRequest.attribute_values[].value any",
  "CollectProcedureAgentInputResponse object",
  "ConfigureCanvasResults.results object",
  "ConfigureCanvasStep.input_values object",
  "ContentSnippet.json_blocks[] object",
  "ConversationContactItem.conversation.options object",
  "ConversationPartMetadata.quick_reply_options[].translations object",
  "CreateContentSnippetRequest.json_blocks[] object",
  "CreateDataConnectorRequest.mock_response object",
  "CreateMessageRequest.components[] object",
  "CustomAttributes.*[] any",
  "CustomAttributesInput.*[] any",
  "DataConnectorDetail.response_fields[].example_value any",
  "DataEvent.metadata object",
  "EcommerceCatalogProduct.additional_data object",
  "EventItem.ext_metadata object",
  "EventItem.metadata object",
  "FinAgentConversationMetadata.attributes object",
  "FinAgentUser.attributes object",
  "InitializeMessengerCanvas.card_creation_options object",
  "LiveCanvas.stored_data object",
  "MergePreviewAttributeChange.from_value any",
  "MergePreviewAttributeChange.into_value any",
  "MergePreviewAttributeChange.new_into_value any",
  "Notification.data.item object",
  "Notification.links object",
  "PhoneCallSearchResponse.data[].transcript[] object",
  "RegisterFinVoiceCallRequest.data object",
  "RunFinProcedureRequest.conversation_metadata.attributes object",
  "SegmentList.pages object",
  "StaticCanvas.stored_data object",
  "SubmitCanvasResponse.card_creation_options object",
  "SubmitInboxCanvas.input_values object",
  "SubmitMessengerCanvas.input_values object",
  "SubmitSheetRequest.sheet_values object",
  "SurveyAnswerItem.response any",
  "TicketCustomAttributes.*[] any",
  "TicketRecord.custom_attributes.*.value any",
  "TicketRequestCustomAttributes.*[] any",
  "TicketTypeAttribute.input_options object",
  "UpdateContentSnippetRequest.json_blocks[] object",
  "UpdateDataConnectorRequest.mock_response object",
  "WorkflowExport.workflow.attributes[] object",
  "WorkflowExport.workflow.embedded_rules[] object",
  "WorkflowExport.workflow.snapshot object",
  "WorkflowExport.workflow.targeting object",
];

/** Keywords that say nothing about a value. */
const NOTES = new Set(["description", "examples", "deprecated", "default"]);

function* freePlaces(schema: JsonObject, place: string): Generator<string> {
  const { type, properties, additionalProperties: rest, items } = schema;
  const members = ["anyOf", "oneOf", "allOf"].flatMap((key) => (schema[key] ?? []) as Json[]);
  if (Object.keys(schema).every((key) => NOTES.has(key))) yield `${place} any`;
  const isObject = [type].flat().includes("object") && !properties && members.length === 0;
  if (isObject && (!asObject(rest) || Object.keys(asObject(rest) ?? {}).length === 0)) {
    yield `${place} object`;
  }
  const inside: [Json | undefined, string][] = [
    ...Object.entries(asObject(properties) ?? {}).map(([name, value]): [Json, string] => [
      value,
      `${place}.${name}`,
    ]),
    [items, `${place}[]`],
    [Object.keys(asObject(rest) ?? {}).length > 0 ? rest : undefined, `${place}.*`],
    // A branch that only requires properties is a condition, not a shape.
    ...members
      .filter((member) => Object.keys(asObject(member) ?? {}).join() !== "required")
      .map((member): [Json, string] => [member, place]),
  ];
  for (const [node, at] of inside) {
    const child = asObject(node);
    if (child) yield* freePlaces(child, at);
  }
}

test("only what is listed has no type", () => {
  const [preview] = bundleAll(path.resolve(import.meta.dirname, "../../../../openapi"), "Preview");
  const schemas = asObject(asObject(preview?.document["components"])?.["schemas"]) ?? {};
  const found = Object.entries(schemas).flatMap(([name, schema]) => [
    ...freePlaces(schema as JsonObject, name),
  ]);
  expect([...new Set(found)].sort()).toEqual(FREE);
});

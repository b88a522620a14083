import type { Json } from "../workspace.ts";
import type { Row, Table } from "./table.ts";

const comment = { message_type: "comment", type: "admin", admin_id: "1", body: "Hi" };
const close = { message_type: "close", type: "admin", admin_id: "1" };
const sent = { from: { type: "admin", id: 1 }, to: { type: "user", id: "{contact}" } };
const user = { id: "ada" };
const said = { user, message: { author: "user", body: "Hello" } };
const eleven = Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`a${i}`, i]));

const step = (step_id: string): Json => ({ step_id, attribute_values: [] });

const attribute = "/conversations/attributes";

/** Labels that are invalid for options. */
const labels = (method: string, path: string): Row[] => [
  [`${method} ${path}`, "422 parameter_invalid", {}],
  [`${method} ${path}`, "422 parameter_invalid", { label: 1 }],
  [`${method} ${path}`, "422 parameter_invalid", { label: "New", icon: "x" }],
];

/** Conversations, tickets, messages, calls and Fin. */
export const conversationErrors: Table = {
  prepare: async ({ send, sandbox: { seed } }) => {
    const contact = seed.contact({ email: "ada@example.com" }).id;
    const other = seed.contact({ email: "alan@example.com" }).id;
    const make = async (path: string, body: Json): Promise<string> =>
      (await send("POST", path, body)).body.id;
    const begin = async (): Promise<string> => {
      const message = { from: { type: "user", id: contact }, body: "Hello" };
      return (await send("POST", "/conversations", message)).body.conversation_id;
    };
    const type = (category: string) =>
      make("/ticket_types", { name: category, description: "", category });
    const [request, task, outage] = [
      await type("Customer"),
      await type("Back-office"),
      await type("Tracker"),
    ];
    const needed = await type("Customer");
    const must = { name: "Why", description: "", data_type: "string", required_to_create: true };
    await send("POST", `/ticket_types/${needed}/attributes`, must);
    const makeTicket = (ticket_type_id: string) =>
      make("/tickets", { ticket_type_id, contacts: [{ id: contact }] });
    const [ticket, job, tracker] = [
      await makeTicket(request),
      await makeTicket(task),
      await makeTicket(outage),
    ];
    const [one, two, merged] = [await begin(), await begin(), await begin()];
    const into = { merge_into_conversation_id: Number(one) };
    await send("POST", `/conversations/${merged}/merge`, into);
    const linked = { conversation_id: two };
    await send("POST", `/tickets/${tracker}/linked_conversations`, linked);
    const text = await make(attribute, { name: "Note", data_type: "string" });
    const options = [{ label: "a" }, { label: "b" }];
    const list = await send("POST", attribute, { name: "Kind", data_type: "list", options });
    await send("POST", "/fin/start", { conversation_id: "known", ...said });
    await send("POST", "/fin_voice/register", { phone_number: "+441632960123", call_id: "known" });
    seed.procedureStep({ conversation_id: "7", step_id: "done", values: {} });
    seed.procedureStep({ conversation_id: "7", step_id: "late", expires_at: 1 });
    return {
      ...{ contact, other, request, task, needed, ticket, job, tracker, one, two, merged, text },
      ...{ list: String(list.body.id), option: list.body.options[0].id, tag: seed.tag().id },
      draft: seed.procedure({ state: "draft" }).id,
    };
  },
  rows: [
    [
      "POST /conversations",
      "404 not_found",
      { from: { type: "user", id: "123_doesnt_exist" }, body: "Hi" },
    ],
    ["GET /conversations/404", "404 not_found"],
    ["PUT /conversations/404", "404 not_found", { read: true }],
    ["DELETE /conversations/404", "404 not_found"],
    ["POST /conversations/404/reply", "404 not_found", comment],
    ["POST /conversations/404/parts", "404 not_found", close],
    ["POST /conversations/{one}/reply", "404 not_found", { ...comment, admin_id: "404" }],
    [
      "POST /conversations/404/customers",
      "404 not_found",
      { admin_id: "1", customer: { intercom_user_id: "{contact}" } },
    ],
    ["DELETE /conversations/404/customers/{contact}", "404 not_found", { admin_id: "1" }],
    ["DELETE /conversations/{one}/customers/{other}", "404 not_found", { admin_id: "1" }],
    ["DELETE /conversations/{one}/customers/{contact}", "422 parameter_invalid", { admin_id: "1" }],
    ["GET /conversations/404/handling_events", "404 not_found"],
    ["GET /conversations/404/side_conversations", "404 not_found"],
    [
      "POST /conversations/redact",
      "404 conversation_part_or_message_not_found",
      { type: "conversation_part", conversation_id: "{one}", conversation_part_id: "404" },
    ],
    ["POST /conversations/{one}/merge", "400 parameter_invalid", {}],
    ["POST /conversations/{one}/merge", "422 merge_failed", { merge_into_conversation_id: 404 }],
    [
      "POST /conversations/{one}/merge",
      "422 merge_failed",
      { merge_into_conversation_id: "{#one}" },
    ],
    [
      "POST /conversations/{merged}/merge",
      "422 merge_failed",
      { merge_into_conversation_id: "{#two}" },
    ],
    ["POST /conversations/{one}/convert", "400 parameter_invalid", { ticket_type_id: "{task}" }],
    ["POST /conversations/404/tags", "404 not_found", { id: "{tag}", admin_id: "1" }],
    ["POST /conversations/{one}/tags", "404 tag_not_found", { id: "404", admin_id: "1" }],
    ["DELETE /conversations/404/tags/{tag}", "404 not_found", { admin_id: "1" }],
    ["DELETE /conversations/{one}/tags/{tag}", "404 tag_not_found", { admin_id: "1" }],
    ["POST /conversations/attributes", "422 parameter_invalid", { name: "X", data_type: "x" }],
    ["GET /conversations/attributes/404", "404 conversation_attribute_not_found"],
    ["PUT /conversations/attributes/404", "404 conversation_attribute_not_found", {}],
    ["DELETE /conversations/attributes/404", "404 conversation_attribute_not_found"],
    [
      "POST /conversations/attributes/404/options",
      "404 conversation_attribute_not_found",
      { label: "c" },
    ],
    ["POST /conversations/attributes/{text}/options", "422 parameter_invalid", { label: "c" }],
    ...labels("POST", "/conversations/attributes/{list}/options"),
    ...labels("PUT", "/conversations/attributes/{list}/options/{option}"),
    [
      "PUT /conversations/attributes/{list}/options/404",
      "404 conversation_attribute_not_found",
      { label: "c" },
    ],
    ["DELETE /conversations/attributes/{list}/options/{option}", "422 parameter_invalid"],
    ["DELETE /conversations/attributes/{list}/options/404", "404 conversation_attribute_not_found"],
    ["GET /tickets/404", "404 not_found"],
    ["DELETE /tickets/404", "404 ticket_not_found"],
    ["POST /tickets/404/reply", "404 not_found", comment],
    [
      "POST /tickets/{job}/reply",
      "400 parameter_mismatch",
      { message_type: "comment", type: "user", intercom_user_id: "{contact}", body: "Hi" },
    ],
    [
      "POST /tickets/enqueue",
      "400 parameter_invalid",
      { ticket_type_id: "{needed}", contacts: [{ id: "{contact}" }] },
    ],
    ["PUT /tickets/{ticket}", "400 ticket_state_id_invalid", { ticket_state_id: "404" }],
    ["PUT /tickets/{ticket}", "404 assignee_not_found", { admin_id: 404, assignee_id: "1" }],
    ["PUT /tickets/{ticket}", "404 assignee_not_found", { admin_id: 1, assignee_id: "404" }],
    ["POST /tickets/404/tags", "404 ticket_not_found", { id: "{tag}", admin_id: "1" }],
    ["DELETE /tickets/404/tags/{tag}", "404 ticket_not_found", { admin_id: "1" }],
    ["DELETE /tickets/{ticket}/tags/{tag}", "404 tag_not_found", { admin_id: "1" }],
    ["POST /tickets/{ticket}/change_type", "400 parameter_not_found", { ticket_state_id: "1" }],
    ["POST /tickets/{ticket}/change_type", "400 parameter_not_found", { ticket_type_id: "{task}" }],
    [
      "POST /tickets/{ticket}/change_type",
      "400 parameter_invalid",
      { ticket_type_id: "{request}", ticket_state_id: "1" },
    ],
    [
      "POST /tickets/{ticket}/change_type",
      "400 parameter_invalid",
      { ticket_type_id: "{needed}", ticket_state_id: "404" },
    ],
    [
      "POST /tickets/{ticket}/change_type",
      "400 parameter_invalid",
      { ticket_type_id: "{needed}", ticket_state_id: "1", ticket_attributes: { Priority: "1" } },
    ],
    [
      "POST /tickets/404/change_type",
      "404 not_found",
      { ticket_type_id: "{needed}", ticket_state_id: "1" },
    ],
    [
      "POST /tickets/{ticket}/linked_conversations",
      "400 invalid_ticket_type",
      { conversation_id: "{one}" },
    ],
    [
      "POST /tickets/{tracker}/linked_conversations",
      "400 already_linked_to_tracker",
      { conversation_id: "{two}" },
    ],
    ["POST /tickets/{tracker}/linked_conversations", "400 parameter_not_found", {}],
    [
      "POST /tickets/404/linked_conversations",
      "404 ticket_not_found",
      { conversation_id: "{one}" },
    ],
    [
      "POST /tickets/{tracker}/linked_conversations",
      "404 conversation_not_found",
      { conversation_id: "404" },
    ],
    ["DELETE /tickets/{ticket}/linked_conversations/{one}", "400 invalid_ticket_type"],
    ["DELETE /tickets/404/linked_conversations/{one}", "404 ticket_not_found"],
    ["DELETE /tickets/{tracker}/linked_conversations/{one}", "404 conversation_not_found"],
    ["GET /jobs/status/404", "404 not_found"],
    ["POST /messages", "400 parameter_invalid", { ...sent, message_type: "in_app" }],
    ["POST /messages", "400 parameter_invalid", { ...sent, message_type: "sms", body: {} }],
    ["POST /messages", "422 parameter_not_found", { ...sent, message_type: "email", body: "Hi" }],
    ["GET /messages/whatsapp/status?message_id=404", "404 whatsapp_message_not_found"],
    ["GET /calls/404", "404 not_found"],
    ["GET /calls/404/recording", "404 not_found"],
    ["GET /calls/404/transcript", "404 not_found"],
    ["POST /calls/search", "400 conversation_id_limit_exceeded", { conversation_ids: [] }],
    ["POST /fin/start", "400 parameter_invalid", { conversation_id: "known", ...said }],
    ["POST /fin/reply", "400 parameter_invalid", { conversation_id: "404", ...said }],
    [
      "POST /fin/ask",
      "400 parameter_invalid",
      {
        ...{ conversation_id: "new", ...said },
        conversation_metadata: { history: Array(11).fill(said.message) },
      },
    ],
    ["POST /fin/capabilities", "400 parameter_invalid", { user: { ...user, attributes: eleven } }],
    ["POST /fin/procedures/404/run", "400 parameter_invalid", { conversation_id: "new", user }],
    ["POST /fin/procedures/{draft}/run", "400 parameter_invalid", { conversation_id: "new", user }],
    ["POST /fin/escalate", "400 parameter_invalid", {}],
    ["POST /fin/escalate", "400 parameter_invalid", { conversation_id: "404" }],
    [
      "POST /fin_voice/register",
      "409 conflict",
      { phone_number: "+441632960123", call_id: "known" },
    ],
    ["GET /fin_voice/external_id/404", "404 not_found"],
    ["POST /procedures/7/collect_agent_input", "404 not_found", step("404")],
    ["POST /procedures/7/collect_agent_input", "404 not_found", step("late")],
    ["POST /procedures/7/collect_agent_input", "409 conflict", step("done")],
  ],
};

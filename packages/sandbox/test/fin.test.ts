import { expect, test } from "vitest";
import { firstError, workspace } from "./support/workspace.ts";

const user = { id: "ada", name: "Ada" };
const message = { author: "user", body: "Hello" };

test("Fin is told of a conversation, goes on with it, and is rated once for good", async () => {
  const { send } = await workspace("Preview");
  const input = { conversation_id: "chat", user, message };
  expect(firstError(await send("POST", "/fin/reply", input)).status).toBe(400);
  expect((await send("POST", "/fin/start", input)).body).toMatchObject({ status: "thinking" });
  expect((await send("POST", "/fin/start", input)).status).toBe(400);
  expect((await send("GET", "/contacts/find_by_external_id/ada")).body.name).toBe("Ada");
  const rating = { conversation_id: "chat", rating: "good", remark: "Thanks" };
  expect((await send("POST", "/fin/csat", rating)).body.status).toBe("rated");
  const again = await send("POST", "/fin/csat", { ...rating, rating: "bad" });
  expect([again.status, Object.keys(again.body.errors)]).toEqual([422, ["base"]]);
});

test("a call is announced once, matched, and read with its transcript", async () => {
  const { send, sandbox } = await workspace();
  const input = { phone_number: "+441632960123", call_id: "ours" };
  const announced = (await send("POST", "/fin_voice/register", input)).body;
  expect(announced).toMatchObject({ status: "registered", intercom_call_id: null });
  expect((await send("POST", "/fin_voice/register", input)).status).toBe(409);
  const transcript = [{ at: 63, speaker: "User", text: "Hi" }];
  const { id } = sandbox.seed.call({ conversation_id: "900", transcript });
  expect((await send("GET", "/fin_voice/external_id/ours")).body.intercom_call_id).toBe(id);
  expect((await send("GET", `/calls/${id}/transcript`)).body).toBe('[00:01:03] User: "Hi"');
  expect((await send("GET", `/calls/${id}/recording`)).status).toBe(302);
});

test("a connector goes live, and is a draft again before it is deleted", async () => {
  const { send, sandbox } = await workspace();
  expect(firstError(await send("POST", "/data_connectors", {})).status).toBe(422);
  const { id } = (await send("POST", "/data_connectors", { name: "Orders" })).body;
  const path = `/data_connectors/${id}`;
  await send("PATCH", path, { state: "live" });
  expect((await send("DELETE", path)).status).toBe(409);
  sandbox.seed.connectorRun({ data_connector_id: id, success: false });
  const failed = await send("GET", `${path}/execution_results?success=false`);
  expect(failed.body.data).toHaveLength(1);
  await send("PATCH", path, { state: "draft" });
  expect((await send("DELETE", path)).status).toBe(200);
});

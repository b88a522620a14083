import { expect, test } from "vitest";
import { workspace } from "../support/workspace.ts";

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

import { expect, test } from "vitest";
import { workspace } from "../support/workspace.ts";

test("a call is registered once, matched, and read with its transcript", async () => {
  const { send, sandbox } = await workspace();
  const input = { phone_number: "+441632960123", call_id: "ours" };
  const announced = (await send("POST", "/fin_voice/register", input)).body;
  expect(announced).toMatchObject({ status: "registered", intercom_call_id: null });
  expect((await send("POST", "/fin_voice/register", input)).status).toBe(409);
  const transcript = [{ at: 63, speaker: "User", text: "Hi" }];
  const { id } = sandbox.seed.call({ conversation_id: "900", transcript });
  expect((await send("GET", "/fin_voice/external_id/ours")).body.intercom_call_id).toBe(id);
  expect((await send("GET", `/calls/${id}/transcript`)).body).toBe('[00:01:03] User: "Hi"');
  const { status, headers } = await send("GET", `/calls/${id}/recording`);
  expect(status).toBe(302);
  const recording = await sandbox.fetch(headers.get("Location") ?? "");
  expect(recording.headers.get("Content-Type")).toBe("audio/mpeg");
  const sound = new Uint8Array(await recording.arrayBuffer());
  expect([...sound.subarray(0, 2), sound.length]).toEqual([0xff, 0xfb, 15_846]);
});

import { describe, expect, test } from "vitest";
import { testThatAllWasCalled, vendorWorkspace } from "./support.ts";

async function withCall() {
  const made = await vendorWorkspace();
  const transcript = [{ at: 3, speaker: "User", text: "Hi" }];
  const { id } = made.sandbox.seed.call({ conversation_id: "900", transcript });
  return { ...made, id };
}

describe("the vendor's calls", () => {
  test("are listed and read, with transcripts", async () => {
    const { client, sandbox, id } = await withCall();
    sandbox.seed.call({ conversation_id: "901" });
    const listed = await client.calls.listCalls({ page: 1, per_page: 1 });
    expect(listed).toMatchObject({ total_count: 2, pages: { total_pages: 2 } });
    // The ids of calls are numbers in answers, though the client's types say text.
    const shown = await client.calls.showCall({ call_id: id });
    expect(shown).toMatchObject({ id: Number(id), type: "call" });
    const transcript = await client.calls.showCallTranscript({ call_id: id });
    expect(transcript).toContain("Hi");
    const conversation_ids = ["900"];
    const found = await client.calls.listCallsWithTranscripts({ conversation_ids });
    expect(found.data).toMatchObject([{ id: Number(id), transcript: [{ text: "Hi" }] }]);
    const none = client.calls.showCall({ call_id: "404" });
    await expect(none).rejects.toMatchObject({ statusCode: 404 });
  });

  test("have recordings, which the client does not return", async () => {
    const { client, unstable, id } = await withCall();
    // The sound lies elsewhere. A client that follows reads it as JSON, and fails; one that does
    // not, as here, has the address among the headers of the raw answer.
    const call = client.calls.showCallRecording({ call_id: id });
    const { data, rawResponse } = await call.withRawResponse();
    expect(data).toBeUndefined();
    expect(rawResponse).toMatchObject({ status: 302 });
    expect(rawResponse.headers.get("location")).toContain(`/${id}.`);
    expect(await unstable.calls.showCallRecording({ id })).toBeUndefined();
    const none = client.calls.showCallRecording({ call_id: "404" });
    await expect(none).rejects.toMatchObject({ statusCode: 404 });
  });

  test("are redirected to the messenger", async () => {
    const { client, unstable, sandbox } = await vendorWorkspace();
    sandbox.seed.dataAttribute({ name: "issue_type" });
    const phone = "+353832345678";
    const custom_attributes = { issue_type: "Billing" };
    const redirect = await client.phoneCallRedirects.create({ phone, custom_attributes });
    expect(redirect).toMatchObject({ type: "phone_call_redirect", phone });
    expect(await unstable.switch.createPhoneSwitch({ phone })).toMatchObject({ phone });
    const wrong = client.phoneCallRedirects.create({ phone: "none" });
    await expect(wrong).rejects.toMatchObject({ statusCode: 400 });
  });

  test("in Unstable are listed and read", async () => {
    const { unstable, id } = await withCall();
    const shown = { id: Number(id) };
    expect((await unstable.calls.listCalls()).data).toMatchObject([shown]);
    expect(await unstable.calls.showCall({ id })).toMatchObject(shown);
    expect(await unstable.calls.showCallTranscript({ id })).toContain("Hi");
    const given = { conversation_ids: ["900"] };
    expect((await unstable.calls.listCallsWithTranscripts(given)).data).toMatchObject([shown]);
  });

  test("are registered with Fin Voice, and found by each of their ids", async () => {
    const { unstable, sandbox } = await vendorWorkspace();
    const phone_number = "+35312345678";
    const call = { phone_number, call_id: "external-1" };
    const registered = await unstable.calls.registerFinVoiceCall(call);
    expect(registered).toMatchObject({ external_call_id: "external-1" });
    const id = registered?.id ?? 0;
    expect(await unstable.calls.collectFinVoiceCallById({ id })).toMatchObject({ id });
    const external_id = "external-1";
    const byExternalId = await unstable.calls.collectFinVoiceCallByExternalId({ external_id });
    expect(byExternalId).toMatchObject({ id });
    const early = unstable.calls.collectFinVoiceCallByPhoneNumber({ phone_number });
    await expect(early).rejects.toMatchObject({ statusCode: 404 });
    const happened = sandbox.seed.call({ phone: phone_number });
    // The client's type of a good answer is that of an error, as no other one is described.
    const byNumber: unknown = await unstable.calls.collectFinVoiceCallByPhoneNumber({
      phone_number,
    });
    expect(byNumber).toMatchObject({ id, intercom_call_id: happened.id });
  });
});

testThatAllWasCalled("calls");

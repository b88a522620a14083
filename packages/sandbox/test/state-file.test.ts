import { readFileSync, writeFileSync } from "node:fs";
import { createSandbox } from "@interkit/sandbox";
import { expect, test } from "vitest";
import { create, openSandbox, readState, sendRequest, stateFile } from "./support/state.ts";

const ada = { role: "user", email: "ada@example.com", name: "Ada" };

test("a later sandbox with the same file has all answered changes", async () => {
  const file = stateFile();
  const first = await openSandbox(file);
  const { id } = await create(first, "POST", "/contacts", ada);
  const tag = await create(first, "POST", "/tags", { name: "VIP" });
  await create(first, "POST", `/contacts/${id}/tags`, { id: tag.id });
  const { text: before } = await sendRequest(first, "GET", `/contacts/${id}`);
  await first.close();
  const second = await openSandbox(file);
  expect((await sendRequest(second, "GET", `/contacts/${id}`)).text).toBe(before);
  expect((await sendRequest(second, "POST", "/contacts", ada)).status).toBe(409);
  const next = await create(second, "POST", "/tags", { name: "Next" });
  expect(Number(next.id)).toBe(Number(tag.id) + 1);
});

test("after every response, refusals included, the file has the state of the memory", async () => {
  const file = stateFile();
  const sandbox = await openSandbox(file);
  sandbox.seed.dataAttribute({ name: "plan" });
  const { id } = await create(sandbox, "POST", "/contacts", ada);
  await create(sandbox, "PUT", `/contacts/${id}`, { custom_attributes: { plan: "pro" } });
  expect(await readState(file)).toEqual(sandbox.snapshot());
  expect((await sendRequest(sandbox, "PUT", `/contacts/${id}`, { email: 7 })).status).toBe(400);
  await create(sandbox, "DELETE", `/contacts/${id}`);
  expect(await readState(file)).toEqual(sandbox.snapshot());
});

test("a seeded record is saved at once, without a request", async () => {
  const file = stateFile();
  const sandbox = await openSandbox(file);
  const conversation = sandbox.seed.conversation();
  sandbox.seed.sideConversation({ conversation_id: conversation.id });
  expect(await readState(file)).toEqual(sandbox.snapshot());
});

test("a reset and a restored snapshot are saved too", async () => {
  const file = stateFile();
  const sandbox = await openSandbox(file);
  const empty = sandbox.snapshot();
  sandbox.seed.tag({ name: "Before" });
  const full = sandbox.snapshot();
  sandbox.reset();
  expect(await readState(file)).toEqual(empty);
  sandbox.restore(full);
  sandbox.seed.tag({ name: "After" });
  expect(await readState(file)).toEqual(sandbox.snapshot());
});

test("a request whose body arrives after a reset is answered from the new state", async () => {
  const file = stateFile();
  const sandbox = await openSandbox(file);
  const body = new TransformStream<Uint8Array, Uint8Array>();
  const answer = sandbox.fetch("https://api.intercom.io/tags", {
    method: "POST",
    headers: { Authorization: "Bearer x", "Content-Type": "application/json" },
    body: body.readable,
    duplex: "half",
  } as RequestInit);
  await sendRequest(sandbox, "GET", "/tags");
  sandbox.reset();
  const writer = body.writable.getWriter();
  await writer.write(new TextEncoder().encode('{"name":"Late"}'));
  await writer.close();
  expect((await answer).status).toBe(200);
  expect((await sendRequest(sandbox, "GET", "/tags")).text).toContain("Late");
  expect((await readState(file)).collections["tags"]).toHaveLength(1);
});

test("the file is compacted, and does not grow with the number of requests", async () => {
  const file = stateFile();
  const sandbox = await openSandbox(file);
  const { id } = await create(sandbox, "POST", "/tags", { name: "0" });
  const sizes: number[] = [];
  for (let count = 1; count <= 600; count += 1) {
    await create(sandbox, "POST", "/tags", { id, name: String(count) });
    sizes.push(readFileSync(file).length);
  }
  const shrunk = sizes.filter((size, at) => size < (sizes[at - 1] ?? 0));
  expect(shrunk.length).toBeGreaterThan(1);
  expect(Math.max(...sizes)).toBeLessThan(100_000);
  expect(await readState(file)).toEqual(sandbox.snapshot());
});

test("a file that is cut off in its last line opens with the state before or after that line", async () => {
  const file = stateFile();
  const sandbox = await openSandbox(file);
  const before = sandbox.snapshot();
  sandbox.seed.tag({ name: "Grüße 🎉" });
  const after = sandbox.snapshot();
  const bytes = readFileSync(file);
  const cut = stateFile();
  for (let length = bytes.lastIndexOf("\n", -2) + 1; length <= bytes.length; length += 1) {
    writeFileSync(cut, bytes.subarray(0, length));
    const opened = createSandbox({ file: cut });
    await opened.ready;
    // Without its line feed, the last line is complete.
    expect(opened.snapshot()).toEqual(length < bytes.length - 1 ? before : after);
    opened.seed.tag({ name: "It goes on" });
    expect(await readState(cut)).toEqual(opened.snapshot());
    await opened.close();
  }
});

test("a snapshot as JSON and an empty file are valid files", async () => {
  const source = createSandbox();
  source.seed.tag({ name: "From JSON" });
  const file = stateFile();
  writeFileSync(file, JSON.stringify(source.snapshot(), null, 2).replaceAll("\n", " "));
  expect((await openSandbox(file)).snapshot()).toEqual(source.snapshot());
  const empty = stateFile();
  writeFileSync(empty, "");
  const fresh = await openSandbox(empty);
  expect(Object.keys(fresh.snapshot().collections)).toEqual(
    Object.keys(createSandbox().snapshot().collections),
  );
});

test("ids continue from the seed of the file, whatever the seed option is", async () => {
  const file = stateFile();
  const first = await openSandbox(file, { seed: "one" });
  const before = await create(first, "POST", "/contacts", ada);
  await first.close();
  const second = await openSandbox(file, { seed: "two" });
  const after = await create(second, "POST", "/contacts", { role: "lead" });
  expect(after.id.slice(0, 16)).toBe(before.id.slice(0, 16));
  expect(after.id).not.toBe(before.id);
});

test("a closed sandbox refuses requests, with the reason", async () => {
  const sandbox = await openSandbox(stateFile());
  const server = await sandbox.listen();
  await sandbox.close();
  await expect(fetch(server.url)).rejects.toThrow();
  await expect(sendRequest(sandbox, "GET", "/tags")).rejects.toThrow("This sandbox is closed");
  expect(() => sandbox.seed.tag()).toThrow("This sandbox is closed");
  expect(() => sandbox.reset()).toThrow("This sandbox is closed");
  // Closing it again changes nothing.
  await server.close();
  await sandbox.close();
});

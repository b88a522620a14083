import { readFileSync, writeFileSync } from "node:fs";
import { createSandbox } from "@interkit/sandbox";
import { expect, test } from "vitest";
import { ask, found, make, open, stateFile } from "./support/state.ts";

const ada = { role: "user", email: "ada@example.com", name: "Ada" };

test("what was answered is there in a later sandbox with the same file", async () => {
  const file = stateFile();
  const first = await open(file);
  const { id } = await make(first, "POST", "/contacts", ada);
  const tag = await make(first, "POST", "/tags", { name: "VIP" });
  await make(first, "POST", `/contacts/${id}/tags`, { id: tag.id });
  const { text: before } = await ask(first, "GET", `/contacts/${id}`);
  await first.close();
  const second = await open(file);
  expect((await ask(second, "GET", `/contacts/${id}`)).text).toBe(before);
  expect((await ask(second, "POST", "/contacts", ada)).status).toBe(409);
  const next = await make(second, "POST", "/tags", { name: "Next" });
  expect(Number(next.id)).toBe(Number(tag.id) + 1);
});

test("every answer leaves in the file what is in memory, refusals included", async () => {
  const file = stateFile();
  const sandbox = await open(file);
  const { id } = await make(sandbox, "POST", "/contacts", ada);
  await make(sandbox, "PUT", `/contacts/${id}`, { custom_attributes: { plan: "pro" } });
  expect(await found(file)).toEqual(sandbox.snapshot());
  expect((await ask(sandbox, "PUT", `/contacts/${id}`, { email: 7 })).status).toBe(400);
  await make(sandbox, "DELETE", `/contacts/${id}`);
  expect(await found(file)).toEqual(sandbox.snapshot());
});

test("what is planted is kept at once, without a request", async () => {
  const file = stateFile();
  const sandbox = await open(file);
  const conversation = sandbox.seed.conversation();
  sandbox.seed.sideConversation({ conversation_id: conversation.id });
  expect(await found(file)).toEqual(sandbox.snapshot());
});

test("a reset and a restored snapshot are kept too", async () => {
  const file = stateFile();
  const sandbox = await open(file);
  const empty = sandbox.snapshot();
  sandbox.seed.tag({ name: "Before" });
  const full = sandbox.snapshot();
  sandbox.reset();
  expect(await found(file)).toEqual(empty);
  sandbox.restore(full);
  sandbox.seed.tag({ name: "After" });
  expect(await found(file)).toEqual(sandbox.snapshot());
});

test("a request whose body is still on its way is answered from the state after a reset", async () => {
  const file = stateFile();
  const sandbox = await open(file);
  const body = new TransformStream<Uint8Array, Uint8Array>();
  const answer = sandbox.fetch("https://api.intercom.io/tags", {
    method: "POST",
    headers: { Authorization: "Bearer x", "Content-Type": "application/json" },
    body: body.readable,
    duplex: "half",
  } as RequestInit);
  await ask(sandbox, "GET", "/tags");
  sandbox.reset();
  const writer = body.writable.getWriter();
  await writer.write(new TextEncoder().encode('{"name":"Late"}'));
  await writer.close();
  expect((await answer).status).toBe(200);
  expect((await ask(sandbox, "GET", "/tags")).text).toContain("Late");
  expect((await found(file)).collections["tags"]).toHaveLength(1);
});

test("the file does not grow with what is past", async () => {
  const file = stateFile();
  const sandbox = await open(file);
  const { id } = await make(sandbox, "POST", "/tags", { name: "0" });
  const sizes: number[] = [];
  for (let count = 1; count <= 600; count += 1) {
    await make(sandbox, "POST", "/tags", { id, name: String(count) });
    sizes.push(readFileSync(file).length);
  }
  const shrunk = sizes.filter((size, at) => size < (sizes[at - 1] ?? 0));
  expect(shrunk.length).toBeGreaterThan(1);
  expect(Math.max(...sizes)).toBeLessThan(100_000);
  expect(await found(file)).toEqual(sandbox.snapshot());
});

test("cut off anywhere in its last line, a file opens as it was before or after that line", async () => {
  const file = stateFile();
  const sandbox = await open(file);
  const before = sandbox.snapshot();
  sandbox.seed.tag({ name: "Grüße 🎉" });
  const after = sandbox.snapshot();
  const bytes = readFileSync(file);
  const cut = stateFile();
  for (let length = bytes.lastIndexOf("\n", -2) + 1; length <= bytes.length; length += 1) {
    writeFileSync(cut, bytes.subarray(0, length));
    const opened = createSandbox({ file: cut });
    await opened.ready;
    // All but the end of the line says it all.
    expect(opened.snapshot()).toEqual(length < bytes.length - 1 ? before : after);
    opened.seed.tag({ name: "It goes on" });
    expect(await found(cut)).toEqual(opened.snapshot());
    await opened.close();
  }
});

test("a snapshot as JSON is a file to begin with, and so is an empty file", async () => {
  const source = createSandbox();
  source.seed.tag({ name: "From JSON" });
  const file = stateFile();
  writeFileSync(file, JSON.stringify(source.snapshot(), null, 2).replaceAll("\n", " "));
  expect((await open(file)).snapshot()).toEqual(source.snapshot());
  const empty = stateFile();
  writeFileSync(empty, "");
  const fresh = await open(empty);
  expect(Object.keys(fresh.snapshot().collections)).toEqual(
    Object.keys(createSandbox().snapshot().collections),
  );
});

test("ids go on from the seed of the file, whatever seed is given", async () => {
  const file = stateFile();
  const first = await open(file, { seed: "one" });
  const before = await make(first, "POST", "/contacts", ada);
  await first.close();
  const second = await open(file, { seed: "two" });
  const after = await make(second, "POST", "/contacts", { role: "lead" });
  expect(after.id.slice(0, 16)).toBe(before.id.slice(0, 16));
  expect(after.id).not.toBe(before.id);
});

test("a sandbox that is closed answers no more, and says why", async () => {
  const sandbox = await open(stateFile());
  const server = await sandbox.listen();
  await sandbox.close();
  await expect(fetch(server.url)).rejects.toThrow();
  await expect(ask(sandbox, "GET", "/tags")).rejects.toThrow("This sandbox is closed");
  expect(() => sandbox.seed.tag()).toThrow("This sandbox is closed");
  expect(() => sandbox.reset()).toThrow("This sandbox is closed");
  // Closing what is closed already does no harm.
  await server.close();
  await sandbox.close();
});

import { createSandbox } from "@interkit/sandbox";
import { expect, onTestFinished, test } from "vitest";

test("a sandbox listens on a free port, until it is closed", async () => {
  const server = await createSandbox().listen();
  expect(server.url).toBe(`http://127.0.0.1:${server.port}`);
  const { status } = await fetch(`${server.url}/contacts`, {
    headers: { Authorization: "Bearer x" },
  });
  expect(status).toBe(200);
  await server.close();
  await expect(fetch(server.url)).rejects.toThrow();
});

test("the error of a port in use names it, and the fix", async () => {
  const server = await createSandbox().listen();
  onTestFinished(() => server.close());
  const second = createSandbox().listen({ port: server.port });
  await expect(second).rejects.toThrow(
    new RegExp(`^Port ${server.port} is already in use\\. .*choose another port`),
  );
});

test("the error of an address of another machine names it, and the fix", async () => {
  const server = createSandbox().listen({ host: "192.0.2.1" });
  await expect(server).rejects.toThrow(
    /^192\.0\.2\.1 is no address of this machine\. .*127\.0\.0\.1/,
  );
});

test("a sandbox on all addresses returns a URL that can be called", async () => {
  const server = await createSandbox().listen({ host: "0.0.0.0" });
  onTestFinished(() => server.close());
  expect(server.url).toBe(`http://127.0.0.1:${server.port}`);
});

test("a response over HTTP is the same as that of fetch", async () => {
  const clock = () => 1_700_000_000_000;
  const sandbox = createSandbox({ clock });
  const server = await sandbox.listen();
  onTestFinished(() => server.close());
  const { id } = sandbox.seed.contact({ name: "Zoë 🚀" });
  const headers = { Authorization: "Bearer x" };
  const path = `/contacts/${id}`;
  const here = await sandbox.fetch(`${server.url}${path}`, { headers });
  const text = await here.text();
  const there = await fetch(`${server.url}${path}`, { headers });
  expect(text).toContain("Zoë 🚀");
  expect(await there.text()).toBe(text);
  expect(there.status).toBe(here.status);
  const { "x-request-id": _id, ...written } = Object.fromEntries(there.headers);
  const { "x-request-id": _other, ...expected } = Object.fromEntries(here.headers);
  expect(written).toMatchObject({
    ...expected,
    "content-length": String(Buffer.byteLength(text)),
    "x-ratelimit-remaining": String(Number(expected["x-ratelimit-remaining"]) - 1),
  });
});

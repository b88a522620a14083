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

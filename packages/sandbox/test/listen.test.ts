import { once } from "node:events";
import { createSandbox } from "@interkit/sandbox";
import { expect, onTestFinished, test } from "vitest";
import { run } from "./support/program.ts";

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

test("a port that is taken is named, with what to do", async () => {
  const server = await createSandbox().listen();
  onTestFinished(() => server.close());
  const second = createSandbox().listen({ port: server.port });
  await expect(second).rejects.toThrow(
    new RegExp(`^Port ${server.port} is already in use\\. .*choose another port`),
  );
});

test("the program prints its address and a line per request, and stops on Ctrl-C", async () => {
  const { child, said } = run("--port", "0");
  const url = await said(/listening on (http:\/\/127\.0\.0\.1:\d+)/);
  await fetch(`${url}/contacts`, { headers: { Authorization: "Bearer x" } });
  await said(/(200 GET \/contacts {2}contacts\.list {2}2\.16)/);
  child.kill("SIGINT");
  const [code] = await once(child, "exit");
  expect(code).toBe(0);
}, 30_000);

test("the program says in one line that its port is taken", async () => {
  const server = await createSandbox().listen();
  onTestFinished(() => server.close());
  const { child, mistakes } = run("--port", String(server.port));
  const [code] = await once(child, "exit");
  expect(code).toBe(1);
  expect(mistakes().trim().split("\n")).toEqual([
    expect.stringMatching(`Port ${server.port} is already in use`),
  ]);
}, 30_000);

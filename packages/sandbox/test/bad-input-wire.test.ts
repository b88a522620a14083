import { once } from "node:events";
import { connect } from "node:net";
import { createSandbox, type Sandbox } from "@interkit/sandbox";
import { expect, onTestFinished, test } from "vitest";

interface Wire {
  readonly sandbox: Sandbox;
  readonly url: string;
  /** Writes raw bytes, and returns everything that is received until the server closes. */
  say(...pieces: readonly string[]): Promise<string>;
}

async function wire(): Promise<Wire> {
  const sandbox = createSandbox();
  const { url, port, close } = await sandbox.listen();
  onTestFinished(close);
  return {
    sandbox,
    url,
    async say(...pieces) {
      const socket = connect(port, "127.0.0.1");
      let heard = "";
      socket.on("data", (chunk) => (heard += String(chunk)));
      // A server that closes early may reset the connection while data is sent.
      socket.on("error", () => {});
      const closed = once(socket, "close");
      for (const piece of pieces) socket.write(piece);
      await closed;
      return heard;
    },
  };
}

const head = [
  "POST /contacts HTTP/1.1",
  "Host: localhost",
  "Authorization: Bearer any",
  "Content-Type: application/json",
];
const lines = (...more: readonly string[]) => `${[...head, ...more].join("\r\n")}\r\n\r\n`;

async function stillAnswers({ url }: Wire): Promise<void> {
  const headers = { Authorization: "Bearer any" };
  const response = await fetch(`${url}/contacts`, { headers });
  expect(await response.json()).toMatchObject({ total_count: 0 });
}

test("a body whose Content-Length is too long is refused before it is sent", async () => {
  const open = await wire();
  const answer = await open.say(lines("Content-Length: 20000000"));
  expect(answer).toMatch(/^HTTP\/1\.1 413 .*"content_too_large"/s);
  expect(answer).toMatch(/\r\nconnection: close\r\n/i);
  await stillAnswers(open);
});

test("a chunked body is refused as soon as it is too long", async () => {
  const open = await wire();
  const piece = `100000\r\n${" ".repeat(0x100000)}\r\n`;
  const pieces = Array.from({ length: 11 }, () => piece);
  const answer = await open.say(lines("Transfer-Encoding: chunked"), ...pieces);
  expect(answer).toMatch(/^HTTP\/1\.1 413 .*"content_too_large"/s);
  await stillAnswers(open);
});

test("a request whose body is cut off changes nothing", async () => {
  const open = await wire();
  const { port, hostname } = new URL(open.url);
  const socket = connect(Number(port), hostname);
  socket.write(lines("Content-Length: 100", "Expect: 100-continue"));
  // The server sends this when it has started with the request.
  await once(socket, "data");
  socket.end('{"email":"ada@example.com"');
  const log = () => open.sandbox.requests.list();
  await expect.poll(log).toMatchObject([{ status: 400 }]);
  await stillAnswers(open);
});

test.each([
  ["no HTTP at all", "hello\r\n\r\n"],
  ["a path that is none", "GET contacts HTTP/1.1\r\nHost: localhost\r\n\r\n"],
  ["a NUL in the path", "GET /contacts\u0000 HTTP/1.1\r\nHost: localhost\r\n\r\n"],
  ["no host", "GET /contacts HTTP/1.1\r\nConnection: close\r\n\r\n"],
  ["a host that is none", "GET /contacts HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n"],
  ["two lengths", lines("Content-Length: 1", "Content-Length: 2")],
  ["a length that is no number", lines("Content-Length: x")],
  ["pieces that are none", `${lines("Transfer-Encoding: chunked")}zzz\r\n`],
  ["a space in the name of a header", lines("A b: c")],
])("%s is refused by the server, which goes on", async (_what, bytes) => {
  const open = await wire();
  expect(await open.say(bytes)).toMatch(/^HTTP\/1\.1 400 /);
  await stillAnswers(open);
});

test.each(["TRACE", "PROPFIND", "LINK"])("the method %s is refused", async (method) => {
  const open = await wire();
  const answer = await open.say(
    `${method} /contacts HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer any\r\nConnection: close\r\n\r\n`,
  );
  expect(answer).toMatch(/^HTTP\/1\.1 405 /);
  expect(answer).toMatch(/\r\nallow: GET, HEAD, POST\r\n/i);
});

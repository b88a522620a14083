import type { ServerResponse } from "node:http";
import { inspect } from "node:util";
import { ConfigError, ResponseError } from "@interkit/core";
import { type FinStreamEvent, readFinStream } from "@interkit/webhooks/fin";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { finEvents } from "./support/fin.ts";
import { serve } from "./support/serve.ts";
import { split, streamOf } from "./support/stream.ts";

const type = { "Content-Type": "text/event-stream; charset=utf-8" };
const message = (event: unknown) => `data: ${JSON.stringify(event)}\n\n`;
const { chunk, replied, status, csat } = finEvents;

/** Serves a stream, and resolves to the response. */
async function open(
  write: (response: ServerResponse) => unknown,
  init: RequestInit = {},
): Promise<Response> {
  const url = await serve((_request, response) => {
    response.writeHead(200, type);
    write(response);
  });
  return fetch(url, init);
}

const openEvents = (...events: unknown[]) =>
  open((response) => response.end(events.map(message).join("")));

async function read(response: Response): Promise<FinStreamEvent[]> {
  const events: FinStreamEvent[] = [];
  for await (const event of readFinStream(response)) events.push(event);
  return events;
}

test("the parts of an answer, the answer and the status arrive in order", async () => {
  const events = [
    chunk("Your"),
    chunk("Your parcel"),
    replied("<p>Your parcel left.</p>"),
    status("awaiting_user_reply"),
  ];
  const seen: string[] = [];
  for await (const event of readFinStream(await openEvents(...events))) {
    if (event.event_name === "fin_reply_chunk") seen.push(event.chunk_text);
    if (event.event_name === "fin_replied") seen.push(event.message.body);
    if (event.event_name === "fin_status_updated") seen.push(event.status);
  }
  expect(seen).toEqual(["Your", "Your parcel", "<p>Your parcel left.</p>", "awaiting_user_reply"]);
});

test("an event is given as soon as it has arrived", async () => {
  let send: (event: unknown) => void = () => undefined;
  const response = await open((stream) => {
    send = (event) => stream.write(message(event));
    stream.flushHeaders();
  });
  const events = readFinStream(response);
  for (const text of ["Your", "Your parcel"]) {
    send(chunk(text));
    expect((await events.next()).value).toEqual(chunk(text));
  }
  await events.return();
});

test("comments, messages with names of their own and events of unknown names are left out", async () => {
  const response = await open((stream) => {
    stream.write(": open\n\nevent: keepalive\ndata: no JSON\n\ndata: {}\n\ndata: 7\n\n");
    stream.end(message({ event_name: "fin_paused" }) + message(status("complete")));
  });
  expect(await read(response)).toEqual([status("complete")]);
});

test("any events are read, wherever the stream is split", async () => {
  const event = fc.oneof(
    fc.string({ unit: "grapheme" }).map((text) => chunk(text)),
    fc.string({ unit: "binary" }).map((text) => replied(text)),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(event),
      fc.array(fc.nat(), { maxLength: 9 }),
      async (given, places) => {
        const events = [...given, status("complete")];
        const bytes = new TextEncoder().encode(events.map(message).join(""));
        const { stream } = streamOf(split(bytes, places));
        const seen: FinStreamEvent[] = [];
        for await (const one of readFinStream(stream)) seen.push(one);
        // What JSON cannot express, a part of a surrogate pair, is replaced in the same way on both sides.
        expect(seen).toEqual(JSON.parse(JSON.stringify(events)));
      },
    ),
    { numRuns: 200 },
  );
});

describe("the end", () => {
  test.each<[what: string, events: unknown[]]>([
    ["Fin waits", [replied("a"), status("awaiting_user_reply")]],
    ["Fin is done", [status("escalated"), status("complete")]],
    ["a rating is requested", [status("complete"), csat]],
    ["an answer of an earlier version", [replied("a", "awaiting_user_reply")]],
    ["a part comes late", [chunk("a"), replied("a"), status("awaiting_user_reply"), chunk("a")]],
  ])("the stream may end once %s", async (_what, events) => {
    expect(await read(await openEvents(...events))).toEqual(events);
  });

  test.each<[what: string, events: unknown[]]>([
    ["without events", []],
    ["while Fin writes", [chunk("Your")]],
    ["between answers", [chunk("a"), replied("a")]],
    ["between escalation and completion", [status("escalated")]],
    [
      "in the answer after an earlier one",
      [replied("a"), status("awaiting_user_reply"), replied("b")],
    ],
    ["in another answer", [chunk("a"), status("awaiting_user_reply"), chunk("b", "stream-2")]],
  ])("a stream that ends %s is cut off", async (_what, events) => {
    const seen: unknown[] = [];
    const reading = async (response: Response) => {
      for await (const event of readFinStream(response)) seen.push(event);
    };
    await expect(reading(await openEvents(...events))).rejects.toMatchObject({
      name: "ResponseError",
      problem: "cut-off",
      status: 200,
    });
    expect(seen).toEqual(events);
  });

  test("a connection that breaks is an error while Fin writes, and the end once it is done", async () => {
    const breaking = (event: unknown) =>
      open((response) => {
        response.write(message(event));
        setTimeout(() => response.destroy(), 20);
      });
    const failed = read(await breaking(chunk("Your")));
    await expect(failed).rejects.toMatchObject({ problem: "cut-off", cause: expect.any(Error) });
    expect(await read(await breaking(status("complete")))).toEqual([status("complete")]);
  });
});

describe("responses that are no stream of events", () => {
  test("are refused, whatever they have", async () => {
    const url = await serve((request, response) => {
      const [, code = "", name = ""] = request.url?.split("/") ?? [];
      response.writeHead(Number(code), { "Content-Type": decodeURIComponent(name) });
      response.end('{"token":"secret-token"}');
    });
    for (const path of ["401/application%2Fjson", "200/text%2Fhtml", "500/text%2Fevent-stream"]) {
      const reading = read(await fetch(`${url}${path}`));
      await expect(reading).rejects.toMatchObject({
        problem: "content-type",
        status: Number(path.slice(0, 3)),
        message: expect.not.stringContaining("secret-token"),
      });
    }
    await expect(read(new Response(null, { headers: type }))).rejects.toThrow(ResponseError);
  });

  test("data that is no JSON is refused, without being quoted", async () => {
    const response = await open((stream) => stream.end('data: {"secret\n\n'));
    const error: unknown = await read(response).catch((error) => error);
    expect(error).toMatchObject({ problem: "json" });
    expect(inspect(error)).not.toContain("secret");
  });

  test("a message that is too long is refused", async () => {
    const response = await openEvents(chunk("x".repeat(2_000)));
    const events = readFinStream(response, { maxEventLength: 1_000 });
    await expect(events.next()).rejects.toMatchObject({
      name: "ResponseError",
      problem: "too-large",
    });
  });

  test("anything but a response or its body, and wrong options, are refused at once", () => {
    expect(() => readFinStream("https://example.com" as never)).toThrow(ConfigError);
    expect(() => readFinStream(undefined as never)).toThrow("takes the response of the stream");
    expect(() =>
      readFinStream(new Response("", { headers: type }), { maxEventLength: -1 }),
    ).toThrow(ConfigError);
  });
});

describe("ending early", () => {
  /** A response that stays open, and whether its connection was closed. */
  async function openForever(init?: RequestInit) {
    const state = { isClosed: false };
    const response = await open((stream) => {
      stream.write(message(chunk("Your")));
      stream.on("close", () => {
        state.isClosed = true;
      });
    }, init);
    return { response, state };
  }

  test("break closes the connection", async () => {
    const { response, state } = await openForever();
    for await (const event of readFinStream(response)) {
      expect(event).toEqual(chunk("Your"));
      break;
    }
    await expect.poll(() => state.isClosed).toBe(true);
  });

  test("a signal closes the connection, and its reason is thrown", async () => {
    const { response, state } = await openForever();
    const controller = new AbortController();
    const events = readFinStream(response, { signal: controller.signal });
    await events.next();
    const next = events.next();
    controller.abort(new Error("the user left"));
    await expect(next).rejects.toThrow("the user left");
    await expect.poll(() => state.isClosed).toBe(true);
  });

  test("the signal of the request is thrown as it is", async () => {
    const controller = new AbortController();
    const { response, state } = await openForever({ signal: controller.signal });
    const events = readFinStream(response);
    await events.next();
    const next = events.next();
    controller.abort();
    await expect(next).rejects.toMatchObject({ name: "AbortError" });
    await expect.poll(() => state.isClosed).toBe(true);
  });

  test("a stream that is refused is closed", async () => {
    const { response, state } = await openForever();
    const refused = new Response(response.body, { headers: { "Content-Type": "text/plain" } });
    await expect(readFinStream(refused).next()).rejects.toThrow(ResponseError);
    await expect.poll(() => state.isClosed).toBe(true);
  });
});

import { getEventListeners } from "node:events";
import { ConfigError } from "@interkit/core";
import { readServerSentEvents, type ServerSentEvent } from "@interkit/webhooks/fin";
import { createParser } from "eventsource-parser";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { split, streamOf } from "./support/stream.ts";

const encoder = new TextEncoder();

async function read(text: string, places: readonly number[] = []): Promise<ServerSentEvent[]> {
  const { stream } = streamOf(split(encoder.encode(text), places));
  const events: ServerSentEvent[] = [];
  for await (const event of readServerSentEvents(stream)) events.push(event);
  return events;
}

/** What another parser reads from the same bytes. */
function expected(text: string): ServerSentEvent[] {
  const events: ServerSentEvent[] = [];
  const parser = createParser({
    onEvent: ({ event = "message", data, id }) => events.push({ event, data, id }),
  });
  // It waits for the LF that may belong to a CR at the end.
  const whole = text.endsWith("\r") ? `${text}\n` : text;
  parser.feed(new TextDecoder().decode(encoder.encode(whole)));
  return events;
}

describe("the form of messages", () => {
  test.each<[what: string, text: string, events: [event: string, data: string, id?: string][]]>([
    ["one line of data", "data: a\n\n", [["message", "a"]]],
    ["several lines of data", "data: a\ndata:b\ndata\n\n", [["message", "a\nb\n"]]],
    [
      "CR, LF and CR LF",
      "data: a\r\rdata: b\n\ndata: c\r\n\r\n",
      [
        ["message", "a"],
        ["message", "b"],
        ["message", "c"],
      ],
    ],
    ["a name and an id", "event: ping\nid: 7\ndata: a\n\n", [["ping", "a", "7"]]],
    ["one space after the colon", "data:  a \n\n", [["message", " a "]]],
    ["colons in the data", 'data: {"a":"b:c"}\n\n', [["message", '{"a":"b:c"}']]],
    [
      "comments and unknown fields",
      ": hi\n:\nfoo: bar\nDATA: x\ndata: a\nretry: 10\n\n",
      [["message", "a"]],
    ],
    ["messages without data", "event: ping\n\nid: 1\n\ndata: a\n\n", [["message", "a"]]],
    [
      "empty data",
      "data\n\ndata:\n\n",
      [
        ["message", ""],
        ["message", ""],
      ],
    ],
    ["a mark of the byte order", "\uFEFFdata: a\n\n", [["message", "a"]]],
    ["a message that was cut off", "data: a\n\ndata: b\n", [["message", "a"]]],
    ["an id with a null character", "id: 1\u00002\ndata: a\n\n", [["message", "a"]]],
    ["nothing", "", []],
  ])("%s", async (_what, text, events) => {
    const wanted = events.map(([event, data, id]) => ({ event, data, id }));
    expect(await read(text)).toEqual(wanted);
    const everywhere = encoder.encode(text).keys();
    expect(await read(text, [...everywhere])).toEqual(wanted);
  });

  test("any text is read as another parser reads it, wherever its bytes are split", async () => {
    const line = fc.oneof(
      fc
        .constantFrom("data", "event", "id", "retry", ":", "other")
        .chain((field) =>
          fc.tuple(
            fc.constant(field),
            fc.constantFrom("", ":", ": ", ":  "),
            fc.string({ unit: "grapheme" }),
          ),
        ),
      fc.constant(["", "", ""]),
    );
    const text = fc
      .array(fc.tuple(line, fc.constantFrom("\n", "\r", "\r\n", "\n\n", "\r\r", "\r\n\r\n")))
      .map((lines) => lines.map(([parts, end]) => `${parts.join("")}${end}`).join(""))
      // What a null character in an id leads to is tested above: the other parser forgets an earlier id.
      .filter((text) => !text.includes("\0"));
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.nat(), { maxLength: 20 }), async (text, places) => {
        expect(await read(text, places)).toEqual(expected(text));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("the stream", () => {
  test("is read as far as messages are requested, and cancelled when the iteration ends early", async () => {
    const chunks = ["data: 1\n\n", "data: 2\n\n", "data: 3\n\n"].map((text) =>
      encoder.encode(text),
    );
    const { stream, state } = streamOf(chunks);
    for await (const { data } of readServerSentEvents(stream)) {
      if (data === "2") break;
    }
    expect(state).toMatchObject({ pulled: 2, isCancelled: true });
    expect(stream.locked).toBe(false);
  });

  test("is cancelled when its reader fails", async () => {
    const { stream, state } = streamOf([encoder.encode("data: 1\n\n")], false);
    const failing = async () => {
      for await (const { data } of readServerSentEvents(stream)) throw new Error(data);
    };
    await expect(failing()).rejects.toThrow("1");
    expect(state.isCancelled).toBe(true);
  });

  test("is cancelled by a signal, also while nothing arrives", async () => {
    const controller = new AbortController();
    const { stream, state } = streamOf([encoder.encode("data: 1\n\n")], false);
    const events = readServerSentEvents(stream, { signal: controller.signal });
    expect((await events.next()).value).toMatchObject({ data: "1" });
    const next = events.next();
    await expect.poll(() => state.pulled).toBe(2);
    controller.abort(new Error("enough"));
    await expect(next).rejects.toThrow("enough");
    expect(state).toMatchObject({ isCancelled: true, reason: new Error("enough") });
    expect(await events.next()).toEqual({ done: true, value: undefined });
  });

  test("leaves no listener on a signal that several streams share", async () => {
    const { signal } = new AbortController();
    const ended = readServerSentEvents(streamOf([]).stream, { signal });
    expect(await ended.next()).toEqual({ done: true, value: undefined });
    const { stream } = streamOf([encoder.encode("data: 1\n\n")]);
    const left = readServerSentEvents(stream, { signal });
    await left.next();
    expect(getEventListeners(signal, "abort")).toHaveLength(1);
    await left.return();
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  test("is not read after a signal that was aborted before", async () => {
    const { stream, state } = streamOf([encoder.encode("data: 1\n\n")]);
    const events = readServerSentEvents(stream, { signal: AbortSignal.abort() });
    await expect(events.next()).rejects.toMatchObject({ name: "AbortError" });
    expect(state).toMatchObject({ pulled: 0, isCancelled: true });
  });

  test.each([
    ["in one line", () => "data: x"],
    ["in many lines", () => "data: x\n"],
    ["in empty lines of data", () => "data\n"],
    ["in a comment", (index: number) => (index === 0 ? ":" : "xxxxxxx")],
  ])("a message without end is refused, %s", async (_where, chunk) => {
    let sent = 0;
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent < 5_000) controller.enqueue(encoder.encode(chunk(sent++)));
        else controller.close();
      },
    });
    const events = readServerSentEvents(stream, { maxEventLength: 1_000 });
    await expect(events.next()).rejects.toThrow(
      'more than 1000 characters was refused: see "maxEventLength"',
    );
    expect(sent).toBeLessThan(1_100);
  });

  test("messages of the longest length are read, one after the other", async () => {
    const text = `data: ${"x".repeat(90)}\n\n`.repeat(50);
    const { stream } = streamOf([encoder.encode(text)]);
    const lengths: number[] = [];
    const events = readServerSentEvents(stream, { maxEventLength: 96 });
    for await (const { data } of events) lengths.push(data.length);
    expect(lengths).toEqual(Array.from({ length: 50 }, () => 90));
  });

  test("a length that is no positive number is refused at once", () => {
    const { stream } = streamOf([]);
    expect(() => readServerSentEvents(stream, { maxEventLength: 0 })).toThrow(ConfigError);
  });
});

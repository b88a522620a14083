/** A message of a stream of server-sent events. */
export interface ServerSentEvent {
  /** The name of the message, `message` where it has none. */
  readonly event: string;
  /** The data, with a line feed between its lines. */
  readonly data: string;
  /** The id of the message, where it has one. */
  readonly id: string | undefined;
}

/**
 * Reads messages from the text of a stream, however it was split. A message that no empty line ends is
 * none.
 */
export class EventParser {
  readonly #maxLength: number;
  /** A line that has not ended yet. */
  #line = "";
  /** The last line ended with CR: a LF that follows belongs to it. */
  #isAfterCr = false;
  #data: string[] = [];
  #event = "";
  #id: string | undefined;
  /** Of the data so far. */
  #length = 0;

  constructor(maxLength: number) {
    this.#maxLength = maxLength;
  }

  /** @throws {RangeError} for a message of more characters than the most that is read. */
  *parse(text: string): Generator<ServerSentEvent> {
    let start = 0;
    for (const { 0: end, index } of text.matchAll(/\r\n|\n|\r/g)) {
      const isRest = end === "\n" && index === 0 && this.#isAfterCr;
      const line = this.#line + text.slice(start, index);
      start = index + end.length;
      this.#isAfterCr = end === "\r";
      if (isRest) continue;
      this.#line = "";
      const event = this.#end(line);
      if (event) yield event;
    }
    if (start < text.length) this.#isAfterCr = false;
    this.#line += text.slice(start);
    this.#checkLength();
  }

  #end(line: string): ServerSentEvent | undefined {
    if (line === "") return this.#dispatch();
    // A line that starts with a colon is a comment, and a field without a name is none.
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "data") {
      this.#data.push(value);
      this.#length += value.length + 1;
      this.#checkLength();
    }
    if (field === "event") this.#event = value;
    if (field === "id" && !value.includes("\0")) this.#id = value;
    return undefined;
  }

  #dispatch(): ServerSentEvent | undefined {
    const [data, event, id] = [this.#data, this.#event, this.#id];
    this.#data = [];
    this.#event = "";
    this.#id = undefined;
    this.#length = 0;
    if (data.length === 0) return undefined;
    return { event: event === "" ? "message" : event, data: data.join("\n"), id };
  }

  #checkLength(): void {
    if (this.#line.length + this.#length <= this.#maxLength) return;
    throw new RangeError(
      `A message of more than ${this.#maxLength} characters was refused: see "maxEventLength"`,
    );
  }
}

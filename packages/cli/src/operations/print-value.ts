import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import type { Download } from "@interkit/client";
import type { Output } from "../terminal/output.ts";
import { printable } from "../terminal/printable.ts";
import { cellOf } from "./columns.ts";

/** Prints the response of a call: an object as its fields, or as JSON; text as it is. */
export async function printValue(value: unknown, asJson: boolean, output: Output): Promise<void> {
  if (value === undefined) return;
  if (asJson || (typeof value !== "string" && !isObject(value))) return output.json(value);
  if (typeof value === "string") return printText(value, output);
  const columns = [
    { title: "field", value: ([name]: [string, unknown]) => name },
    { title: "value", value: ([name, field]: [string, unknown]) => cellOf(name, field) },
  ];
  return output.table(Object.entries(value), columns);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** On a terminal, text of Intercom must not have characters that the terminal interprets. */
function printText(text: string, output: Output): Promise<void> {
  const lines = text.split("\n");
  const shown = output.isTerminal ? lines.map(printable).join("\n") : text;
  return output.write(shown.endsWith("\n") ? shown : `${shown}\n`);
}

/** A file to write, as it was named on the command line, and its path. */
export interface NamedFile {
  readonly name: string;
  readonly path: string;
}

/** Writes a response to a file, or to stdout. */
export async function printDownload(
  download: Download,
  file: NamedFile | undefined,
  output: Output,
): Promise<void> {
  if (file !== undefined) {
    const size = await download.saveTo(file.path);
    output.note(`${size.toLocaleString("en-US")} bytes written to ${file.name}`);
    return;
  }
  const stream = (await download.stream()) as ReadableStream<Uint8Array>;
  for await (const chunk of Readable.fromWeb(stream)) await output.write(chunk);
}

import { createReadStream, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { type Exchange, type FOREIGN, fromHar, fromJson } from "./exchange.ts";
import { asObject, type Json } from "./schemas.ts";

/** Larger files and longer lines are refused, since each of them is read into memory as a whole. */
const MAX_BYTES = 256 * 1024 * 1024;

/** A file that cannot be used. The message is one line with the remedy, and has nothing of the content. */
export class FileError extends Error {
  override readonly name = "FileError";
}

/** An entry of a file: an exchange, a marker for a foreign one, or an error. */
export type FileEntry = Exchange | typeof FOREIGN | FileError;

/** The files of a path: the path itself, or the recordings in a folder and its subfolders. */
export function listFiles(target: string): string[] {
  let directory: boolean;
  try {
    directory = statSync(target).isDirectory();
  } catch {
    throw new FileError(
      `${target} does not exist: pass a HAR file, a file of JSON lines, or a folder`,
    );
  }
  if (!directory) return [target];
  const files = readdirSync(target, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(har|json|jsonl|ndjson)$/i.test(name))
    .map((name) => path.join(target, name))
    .filter((name) => statSync(name).isFile())
    .sort();
  if (files.length > 0) return files;
  throw new FileError(`${target} has no recording: put .har, .jsonl or .json files into it`);
}

/**
 * Reads the exchanges of a HAR file, of JSON lines, or of a single JSON file.
 *
 * JSON lines are read one by one; an invalid line is reported, and the others are read. A HAR file is
 * read as a whole.
 */
export async function* readExchanges(file: string): AsyncGenerator<FileEntry> {
  let lines = 0;
  let filled = 0;
  let whole = "";
  let mode: "lines" | "whole" | undefined = /\.(jsonl|ndjson)$/i.test(file) ? "lines" : undefined;
  try {
    for await (const line of readLines(file)) {
      lines += 1;
      if (line.trim() === "") continue;
      filled += 1;
      // The first line of a document is no exchange by itself.
      mode ??= isExchangeLine(line) ? "lines" : "whole";
      if (mode === "whole") {
        whole = readWhole(file);
        break;
      }
      yield fromLine(file, line, lines);
    }
  } catch (error) {
    yield error instanceof FileError ? error : new FileError(`${file} cannot be read`);
    return;
  }
  if (filled === 0) yield new FileError(`${file} is empty: record some calls first`);
  if (mode === "whole") yield* fromDocument(file, whole);
}

async function* readLines(file: string): AsyncGenerator<string> {
  let rest = "";
  let count = 1;
  let started = false;
  for await (const chunk of createReadStream(file, { encoding: "utf8" })) {
    const text = started ? String(chunk) : removeByteOrderMark(String(chunk));
    started = true;
    const [first = "", ...pieces] = text.split("\n");
    rest += first;
    if (pieces.length > 0) {
      yield rest;
      rest = pieces.pop() ?? "";
      yield* pieces;
      count += pieces.length + 1;
    }
    if (rest.length > MAX_BYTES) {
      throw new FileError(
        `${file}:${count} is longer than ${MAX_SIZE}: ` +
          "record less, or write JSON lines, which are read one by one",
      );
    }
  }
  if (rest !== "") yield rest;
}

const MAX_SIZE = `${MAX_BYTES / 1024 / 1024} MB`;

function isExchangeLine(line: string): boolean {
  const node = parse(line);
  return node !== undefined && fromJson(node) !== undefined;
}

function fromLine(file: string, line: string, number: number): FileEntry {
  const node = parse(line);
  // The message of JSON.parse would quote the line, which may have secrets in it.
  if (node === undefined) {
    return new FileError(`${file}:${number} is no JSON: correct the line, or remove it`);
  }
  return fromJson(node) ?? new FileError(`${file}:${number} is no exchange: ${FORM}`);
}

const FORM = "write { request: { method, url }, status, headers, body }";

function readWhole(file: string): string {
  if (statSync(file).size > MAX_BYTES) {
    throw new FileError(
      `${file} is larger than ${MAX_SIZE}: ` +
        "record less, or write JSON lines, which are read one by one",
    );
  }
  return removeByteOrderMark(readFileSync(file, "utf8"));
}

/** Some editors and shells write a byte order mark at the start of a file. */
const removeByteOrderMark = (text: string): string => text.replace(/^\uFEFF/, "");

function* fromDocument(file: string, text: string): Generator<FileEntry> {
  const node = parse(text);
  if (node === undefined) {
    yield new FileError(`${file} is no JSON: record it again; it may have been cut off`);
    return;
  }
  const entries = asObject(asObject(node)?.["log"])?.["entries"];
  const list: readonly Json[] = Array.isArray(entries) ? entries : [node].flat();
  const read = Array.isArray(entries) ? fromHar : fromJson;
  const pieces = list.flatMap((entry) => read(entry) ?? []);
  if (pieces.length > 0) yield* pieces;
  else if (Array.isArray(entries)) yield new FileError(`${file} is a HAR file without a call`);
  else yield new FileError(`${file} is neither HAR nor an exchange: ${FORM}`);
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

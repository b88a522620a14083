import { CliError } from "../errors/cli-error.ts";
import { messageOf } from "../errors/message-of.ts";
import { suggestion } from "./closest.ts";
import { inexactNumber } from "./inexact-number.ts";
import { parseTime } from "./time.ts";
import type { SingleType } from "./value-type.ts";

/**
 * Text of the command line as a value of a type.
 *
 * @param option The option for messages, such as `--per-page`.
 * @throws {CliError} for text that is no such value.
 */
export function convertText(option: string, text: string, type: SingleType, now?: Date): unknown {
  if (type.kind === "choice") return convertChoice(option, text, type.choices);
  if (type.kind === "integer") return convertInteger(option, text);
  if (type.kind === "number") return convertNumber(option, text);
  if (type.kind === "boolean") return convertBoolean(option, text);
  if (type.kind === "time") return unixSeconds(parseTime(option, text, now));
  return type.kind === "json" ? parseJson(option, text) : text;
}

/** @throws {CliError} for text that is no JSON, and for a number that would become another one. */
export function parseJson(option: string, text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(withoutMark(text));
  } catch (cause) {
    const reason = messageOf(cause);
    throw new CliError(`${option} needs JSON: ${reason}`, undefined, { cause });
  }
  checkNumbers(option, text);
  return value;
}

/** The text as JSON where it is JSON, and as it is otherwise. */
export function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(withoutMark(text));
  } catch {
    return text;
  }
}

/** @throws {CliError} for a number in JSON that would become another one. */
export function checkNumbers(option: string, json: string): void {
  const inexact = inexactNumber(json);
  if (inexact === undefined) return;
  throw new CliError(
    `${option}: the number ${inexact} would become ${Number(inexact)}; write it as text, in double quotes`,
  );
}

/** Files of some editors begin with a byte order mark, which JSON does not have. */
function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, "");
}

export function unixSeconds(time: Date): number {
  return Math.floor(time.getTime() / 1000);
}

function convertChoice(option: string, text: string, choices: readonly string[]): string {
  if (choices.includes(text)) return text;
  return refuse(option, text, `one of ${choices.join(", ")}`, suggestion(text, choices));
}

function convertInteger(option: string, text: string): number {
  const number = Number(text);
  if (/^[+-]?\d+$/.test(text) && Number.isSafeInteger(number)) return number;
  return refuse(option, text, "a whole number");
}

function convertNumber(option: string, text: string): number {
  const number = Number(text);
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) && Number.isFinite(number)) return number;
  return refuse(option, text, "a number");
}

function convertBoolean(option: string, text: string): boolean {
  if (text === "true" || text === "false") return text === "true";
  return refuse(option, text, "true or false");
}

function refuse(option: string, text: string, needed: string, more = ""): never {
  throw new CliError(`${option} needs ${needed}, and got ${JSON.stringify(text)}${more}`);
}

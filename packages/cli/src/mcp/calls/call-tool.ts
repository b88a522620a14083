import { InterkitError } from "@interkit/client";
import type { CallToolResult } from "@modelcontextprotocol/server";
import { callOperation } from "../../operations/call.ts";
import type { OperationTool } from "../tools/tools.ts";
import { sortArguments, type ToolArguments } from "./arguments.ts";
import { errorText } from "./error-text.ts";
import { fit } from "./fit.ts";
import { missingFields, missingNotice } from "./pick.ts";
import { callTimeoutMs, readList } from "./read-list.ts";

/** Calls the operation of a tool. What Intercom or the client refuses is a result that a model can act on. */
export async function callTool(
  intercom: object,
  tool: OperationTool,
  given: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
): Promise<CallToolResult> {
  const problem = await tool.check(given);
  if (problem !== undefined) {
    return errorResult(`Wrong arguments for ${tool.definition.name}: ${problem}`);
  }
  const wanted = sortArguments(tool, given);
  try {
    return toResult(
      tool.input.paging === undefined
        ? await readObject(intercom, tool, wanted, signal)
        : { ...(await readList(intercom, tool, wanted, signal)) },
    );
  } catch (error) {
    if (!(error instanceof InterkitError)) throw error;
    return errorResult(errorText(error, tool.operation));
  }
}

/** A result that states an error. */
export function errorResult(text: string): CallToolResult {
  return { isError: true, content: [{ type: "text", text }] };
}

function toResult(value: Record<string, unknown>): CallToolResult {
  return { structuredContent: value, content: [{ type: "text", text: JSON.stringify(value) }] };
}

async function readObject(
  intercom: object,
  { operation }: OperationTool,
  { path, query, body, ...wanted }: ToolArguments,
  signal: AbortSignal,
): Promise<Record<string, unknown>> {
  const options = { signal, timeoutMs: callTimeoutMs };
  const result = callOperation({ intercom }, operation, { path, query, body, options });
  const { data, response } = await (
    result as Extract<typeof result, { kind: "call" }>
  ).call.withResponse();
  // A deletion has no body.
  if (data === undefined || data === null) return { status: response.status };
  const { value, notices: cuts } = fit(data, wanted);
  const notices = [...cuts, ...missingNotice(missingFields([data], wanted.fields))];
  const object = isObject(value) ? value : { result: value };
  return notices.length === 0 ? object : { ...object, notice: notices.join(" ") };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

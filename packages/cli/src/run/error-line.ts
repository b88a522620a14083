import { CommanderError } from "commander";
import { CliError } from "../errors/cli-error.ts";
import { type ExitCode, exitCodes } from "../errors/exit-codes.ts";
import { messageOf } from "../errors/message-of.ts";

/** What is printed of an error, and the exit code. */
export interface ErrorLine {
  readonly text: string;
  readonly code: ExitCode;
}

/** What is wrong in one sentence, and what to do about it. */
export async function errorLine(error: unknown, tokenFrom?: string): Promise<ErrorLine> {
  if (error instanceof CliError) return { text: error.message, code: error.exitCode };
  if (error instanceof CommanderError) {
    return { text: error.message.replace(/^error: /, ""), code: exitCodes.usage };
  }
  return (await lineOfClient(error, tokenFrom)) ?? { text: messageOf(error), code: 1 };
}

/** The errors of the client and of jobs, which are loaded by now if one of them was thrown. */
async function lineOfClient(error: unknown, tokenFrom = "it"): Promise<ErrorLine | undefined> {
  const client = await import("@interkit/client");
  if (!(error instanceof client.InterkitError)) return;
  const { message } = error;
  const failed = (fix: string): ErrorLine => ({
    text: `${message}; ${fix}`,
    code: exitCodes.failed,
  });
  if (error instanceof client.ConfigError) {
    const { withFlagNames } = await import("../work/flag-names.ts");
    return { text: withFlagNames(message), code: exitCodes.usage };
  }
  if (error instanceof client.ApiError && error.status === 401) {
    const fix = `the token of ${tokenFrom} is not valid: run \`interkit login\`, or set INTERCOM_TOKEN`;
    return { text: `${message}; ${fix}`, code: exitCodes.unauthorized };
  }
  if (error instanceof client.RateLimitError) return failed(fixOfLimit(error.retryAfterMs));
  if (error instanceof client.ApiError) {
    const fix = fixOfStatus(error.status, error.code);
    return fix === undefined ? { text: message, code: exitCodes.failed } : failed(fix);
  }
  if (error instanceof client.ConnectionError) {
    return failed("check the network, the proxy, and the address of --base-url");
  }
  if (error instanceof client.TimeoutError) return failed("check the network, and run it again");
  if (error instanceof client.ResponseError) {
    return failed("check the address of --base-url: another server or a proxy may have answered");
  }
  const { JobError } = await import("@interkit/jobs");
  const isBusy = error instanceof JobError && error.reason === "running";
  return { text: message, code: isBusy ? exitCodes.busy : exitCodes.failed };
}

function fixOfLimit(retryAfterMs: number | undefined): string {
  if (retryAfterMs === undefined) return "wait a minute, and run it again";
  return `wait ${Math.max(1, Math.ceil(retryAfterMs / 1000))} s, and run it again`;
}

function fixOfStatus(status: number, code: string | undefined): string | undefined {
  if (code === "api_plan_restricted") return "the plan of the workspace does not include it";
  if (status === 403) {
    return "add the permission to the app in Intercom's Developer Hub, or use the token of another app";
  }
  if (status === 404) return "check the id, and with `interkit doctor` the workspace";
  if (status >= 500) return "run it again later: Intercom could not process the request";
  return undefined;
}

import type { ResponseKind } from "./check.ts";

/** What distinguishes a request from those of other kinds, by the type of the value. */
const needed: Readonly<Record<ResponseKind, Readonly<Record<string, "object" | "string">>>> = {
  initialize: {},
  configure: {},
  submit: { component_id: "string" },
  submitSheet: { sheet_values: "object" },
  content: { canvas: "object" },
};

/**
 * A request of Canvas Kit. Versions up to 1.2 have `app_id` in place of `workspace_id`; both have it then.
 * What was entered is never missing, and empty for a canvas without inputs.
 *
 * @throws {SyntaxError} for what is no such request: that of another URL, for example.
 */
export function readRequest(kind: ResponseKind, json: unknown): object {
  const given = Object(json) as Record<string, unknown>;
  const { workspace_id = given["app_id"] } = given;
  const types = Object.entries({ workspace_id: "string", ...needed[kind] });
  const request: Record<string, unknown> = { ...given, workspace_id };
  if (kind === "submit") request["input_values"] ??= {};
  for (const [name, type] of types) {
    if (typeof request[name] === type && request[name] !== null) continue;
    throw new SyntaxError(
      `The body is no request of ${kind}, since it has no ${name}: check which URL the Developer Hub has for it`,
    );
  }
  return request;
}

/** Whether a request is of the Inbox, whose requests alone have a conversation. */
export function isInbox(request: object): boolean {
  const { conversation } = request as { conversation?: unknown };
  return typeof conversation === "object" && conversation !== null;
}

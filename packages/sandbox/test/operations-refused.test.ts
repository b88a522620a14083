import { beforeAll, expect, test } from "vitest";
import { distinctOperations } from "./support/distinct.ts";
import { examplesOf } from "./support/requests/example.ts";
import {
  createExampleWorkspace,
  type ExampleWorkspace,
} from "./support/requests/example-workspace.ts";
import { type Refused, refusalsOf } from "./support/requests/refusals.ts";
import { type OperationResponse, sendRequest } from "./support/requests/send-request.ts";
import { operationResponseError } from "./support/response-error.ts";
import { versions } from "./support/versions.ts";

/** Requests that are accepted although the description does not allow them, or have another error. */
const lenient: Readonly<Record<string, RegExp>> = {
  // Every type of custom object exists, as no operation creates them.
  "customObjectInstances.createOrUpdate": /^an unknown custom_object_type_identifier/,
  "customObjectInstances.list": /^an unknown custom_object_type_identifier/,
  // An unknown conversation has no calls, as one without calls.
  "finVoice.findByConversation": /^an unknown conversation_id/,
  // Opening has no `type`, so the error can be that of the message too.
  "conversations.manage": /^type is "wrong"/,
};

const operations = distinctOperations(versions);

let sample: ExampleWorkspace;
let before: string;
beforeAll(async () => {
  sample = await createExampleWorkspace();
  before = state();
});

test.each([...operations.keys()])(
  "refuses what %s does not take, in each of its forms, and changes nothing",
  async (id) => {
    const faults: string[] = [];
    sample.sandbox.restore(sample.snapshot);
    for (const operation of operations.get(id) ?? []) {
      const refusals = [...refusalsOf(examplesOf(operation, sample.names(id)))];
      for (const refused of refusals) {
        const fault = faultIn(refused, await sendRequest(sample.sandbox, refused));
        if (fault) faults.push(`${refused.wrong}: ${fault}, in ${operation.version}`);
      }
      if (state() !== before) faults.push(...(await changes(refusals)));
    }
    const known = lenient[id];
    expect(faults.filter((fault) => !known?.test(fault))).toEqual([]);
    if (known) expect(faults, "Strict again: take it off the list").not.toEqual([]);
  },
);

function faultIn(
  refused: Refused,
  { status, headers, body }: OperationResponse,
): string | undefined {
  if (status < 400 || status >= 500) return `${status} ${JSON.stringify(body)}`;
  const fault = operationResponseError(refused.operation, status, body);
  if (fault || body.type !== "error.list") return fault;
  const { request_id, errors } = body;
  if (request_id !== headers.get("X-Request-Id")) return `request_id is ${request_id}`;
  const [{ code, message, field }] = errors;
  const isNamed = field === undefined || isAbout(refused, field, message);
  return /^[a-z_]+$/.test(code) && message && isNamed ? undefined : JSON.stringify(errors);
}

/** Whether an error names the mistake: its place, a place above or in it, or an alternative. */
function isAbout({ place = "" }: Refused, field: string, message: string): boolean {
  if (place === "") return true;
  const isRelated = `${place}.`.startsWith(`${field}.`) || `${field}.`.startsWith(`${place}.`);
  return isRelated || message.split(/[^\w.]+/).includes(place);
}

/** The refused requests that change the state. */
async function changes(refusals: readonly Refused[]): Promise<string[]> {
  const found: string[] = [];
  for (const refused of refusals) {
    sample.sandbox.restore(sample.snapshot);
    const { status } = await sendRequest(sample.sandbox, refused);
    if (state() === before) continue;
    const { version } = refused.operation;
    found.push(`${refused.wrong}: ${status}, and something changed, in ${version}`);
  }
  sample.sandbox.restore(sample.snapshot);
  return found;
}

function state(): string {
  return JSON.stringify(sample.sandbox.snapshot().collections);
}

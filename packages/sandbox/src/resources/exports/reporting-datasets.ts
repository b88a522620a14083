import type { Call } from "../../engine/call.ts";
import { calls } from "../calls/call-model.ts";
import type { Cell } from "./archive.ts";

/** A table that reports are made from. */
export interface Dataset {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** The attribute that says whether a row lies in the exported time. */
  readonly time_attribute: string;
  readonly attributes: readonly { readonly id: string; readonly name: string }[];
  readonly rows: (call: Call) => readonly Row[];
}

interface Row {
  readonly time: number;
  readonly cells: Readonly<Record<string, Cell>>;
}

const callDataset: Dataset = {
  id: "call",
  name: "Call",
  description: "One row for each call.",
  time_attribute: "call_initiated_at",
  attributes: [
    { id: "call_id", name: "Call ID" },
    { id: "call_initiated_at", name: "Call initiated at" },
    { id: "call_state", name: "Call state" },
    { id: "call_direction", name: "Call direction" },
    { id: "call_duration", name: "Call duration" },
    { id: "conversation_id", name: "Conversation ID" },
    { id: "teammate_id", name: "Teammate ID" },
  ],
  rows: (call) =>
    call
      .in(calls)
      .all()
      .map((one) => ({
        time: one.initiated_at,
        cells: {
          call_id: one.id,
          call_initiated_at: one.initiated_at,
          call_state: one.state,
          call_direction: one.direction,
          call_duration: one.duration,
          conversation_id: one.conversation_id,
          teammate_id: one.admin_id,
        },
      })),
};

export const datasets: readonly Dataset[] = [callDataset];

import type { WorkerMessage } from "../messages.ts";

/** More than this would only slow the page down: a loop prints without end. */
const maxMessages = 2_000;
let count = 0;

const cutOff: WorkerMessage = {
  kind: "output",
  isError: true,
  text: "The rest of the output is left out.",
};

/** Sends a message to the page. Of a program that prints or sends very much, the rest is left out. */
export function post(message: WorkerMessage): void {
  const isContent = message.kind !== "started" && message.kind !== "ended";
  if (isContent) count += 1;
  if (!isContent || count < maxMessages) postMessage(message);
  else if (count === maxMessages) postMessage(cutOff);
}

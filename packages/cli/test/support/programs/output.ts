import { Output } from "../../../src/terminal/output.ts";
import { processTerminal } from "../../../src/terminal/terminal.ts";

const output = new Output(processTerminal(), () => ({}), new AbortController().signal);
const progress = await output.progress("Reading contacts");
progress.set(0, 3000);
await new Promise<void>((resolve) => process.stdin.once("data", () => resolve()));
progress.set(1500, 3000);
output.note("A notice above the bar");
await new Promise<void>((resolve) => process.stdin.once("data", () => resolve()));
progress.end();
process.stdin.pause();
await output.line((await output.confirm("Delete everything?", "give --yes")) ? "deleted" : "kept");

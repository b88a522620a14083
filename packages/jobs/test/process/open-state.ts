// Opens a state file, and prints the name and the message of the error.
import { fileState, type SqliteEngine } from "@interkit/jobs";

const [path = "", engine] = process.argv.slice(2);
const state = fileState(path, { engine: engine as SqliteEngine });
const result = await state.acquire("backfill", 1_000).then(
  () => "opened",
  (error: unknown) => String(error),
);
await state.close();
console.log(result);

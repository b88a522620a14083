import path from "node:path";

const main = path.resolve(import.meta.dirname, "../../src/main.ts");

/** The command that runs `interkit` from its source, in a process of its own. */
export const sourceCli: readonly string[] = [
  process.execPath,
  "--conditions=@interkit/source",
  "--import",
  import.meta.resolve("tsx"),
  main,
];

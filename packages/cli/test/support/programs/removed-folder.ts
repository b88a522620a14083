import { mkdtempSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runCli } from "../../../src/run/run-cli.ts";
import { processTerminal } from "../../../src/terminal/terminal.ts";

const folder = mkdtempSync(path.join(tmpdir(), "interkit-cli-"));
process.chdir(folder);
rmdirSync(folder);
process.exitCode = await runCli(process.argv.slice(2), processTerminal());

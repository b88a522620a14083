#!/usr/bin/env node
import { createSandboxCommand } from "./command.ts";

const ended = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => ended.abort());

const { log: print, error: warn } = console;
await createSandboxCommand({ print, warn, signal: ended.signal })
  // Commander prints its suggestion on a second line; here an error is one line.
  .configureOutput({ outputError: (text, write) => write(`${text.trim().replace("\n", " ")}\n`) })
  .parseAsync();

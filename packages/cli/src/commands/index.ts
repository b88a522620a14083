import type { Command } from "commander";
import type { Cli } from "../program/cli.ts";
import { addBackfill } from "./backfill.ts";
import { addCompletion } from "./completion.ts";
import { addDoctor } from "./doctor.ts";
import { addErase } from "./erase.ts";
import { addExport } from "./exports.ts";
import { addImport } from "./imports.ts";
import { addLogin } from "./login.ts";
import { addMcp } from "./mcp.ts";
import { addMirror, addVerify } from "./mirror.ts";
import { addOperations } from "./operations.ts";
import { addProfiles } from "./profiles.ts";
import { addSandbox } from "./sandbox.ts";
import { addSync } from "./sync.ts";
import { addWebhooks } from "./webhooks.ts";

/** Adds one command, or several that belong together. What it needs to run is imported by its action. */
export type AddCommand = (program: Command, cli: Cli) => void;

/** The commands beside those of operations, in the order of the help. */
export const commands: readonly AddCommand[] = [
  addLogin,
  addProfiles,
  addDoctor,
  addOperations,
  addExport,
  addMirror,
  addVerify,
  addErase,
  addSync,
  addImport,
  addBackfill,
  addWebhooks,
  addSandbox,
  addMcp,
  addCompletion,
];

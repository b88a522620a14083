#!/usr/bin/env node
import { runCodemod } from "./command/run-codemod.ts";

const { stdout, stderr } = process;
process.exitCode = await runCodemod(process.argv.slice(2), { stdout, stderr, cwd: process.cwd() });

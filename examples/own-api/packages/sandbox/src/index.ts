export type { Version } from "./description/versions.ts";
export type { LogEntry } from "./engine/request-log.ts";
export type { ErrorFault, Fault, Faults } from "./faults/fault.ts";
export { createSandbox, type Sandbox, type SandboxOptions } from "./sandbox.ts";

export type { Version } from "./description/versions.ts";
export type { LogEntry } from "./engine/engine.ts";
export type { Listening, ListenOptions } from "./node/listen.ts";
export { createSandbox, type Sandbox, type SandboxOptions } from "./sandbox.ts";
export type { Planted, Seeds } from "./seeds/seeds.ts";
export type { Snapshot } from "./store/store.ts";

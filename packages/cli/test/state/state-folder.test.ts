import { expect, test } from "vitest";
import { stateFolder } from "../../src/state/state-folder.ts";

test.each([
  ["linux", { HOME: "/home/ada" }, "/home/ada/.local/state/interkit"],
  ["linux", { HOME: "/home/ada", XDG_STATE_HOME: "/state" }, "/state/interkit"],
  ["linux", { HOME: "/home/ada", XDG_STATE_HOME: "state" }, "/home/ada/.local/state/interkit"],
  ["darwin", { HOME: "/Users/ada" }, "/Users/ada/Library/Application Support/interkit"],
  ["win32", { LOCALAPPDATA: "/C/Local" }, "/C/Local/interkit"],
] as const)("on %s with %j, the state is in %s", (platform, env, folder) => {
  expect(stateFolder(env, platform)).toBe(folder);
});

import { homedir } from "node:os";
import path from "node:path";

type Env = Readonly<Record<string, string | undefined>>;

/**
 * The folder for the state of this program: `%LOCALAPPDATA%` on Windows, `~/Library/Application Support` on macOS,
 * and `XDG_STATE_HOME` or `~/.local/state` elsewhere. `XDG_STATE_HOME` is respected on each of them.
 *
 * @see https://specifications.freedesktop.org/basedir-spec/latest/
 */
export function stateFolder(env: Env, platform: NodeJS.Platform = process.platform): string {
  return path.join(stateHome(env, platform), "interkit");
}

function stateHome(env: Env, platform: NodeJS.Platform): string {
  const home = env["HOME"] || homedir();
  const { XDG_STATE_HOME: xdg, LOCALAPPDATA: local } = env;
  // The specification ignores relative paths.
  if (xdg !== undefined && path.isAbsolute(xdg)) return xdg;
  if (platform === "win32") return local || path.join(home, "AppData", "Local");
  if (platform === "darwin") return path.join(home, "Library", "Application Support");
  return path.join(home, ".local", "state");
}

import type { Terminal } from "../terminal/terminal.ts";
import type { Check } from "./check.ts";

const [minMajor, minMinor] = [20, 19];

/** Whether this version of Node can run `interkit`. */
export function checkNode(version: string = process.versions.node): Check {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const details = { version };
  if (major > minMajor || (major === minMajor && minor >= minMinor)) {
    return { name: "Node", result: "ok", message: version, details };
  }
  const message = `${version} is older than ${minMajor}.${minMinor}`;
  return { name: "Node", result: "failed", message, fix: "install a newer Node", details };
}

/** Whether tokens can be stored. Without a keyring everything else works with INTERCOM_TOKEN. */
export async function checkKeyring({ keyring }: Terminal): Promise<Check> {
  try {
    await keyring.get("doctor");
    return { name: "keyring", result: "ok", message: "can be read" };
  } catch {
    return {
      name: "keyring",
      result: "warning",
      message: "this system has none that can be used",
      fix: "set INTERCOM_TOKEN instead of `interkit login`",
    };
  }
}

import type { Keyring } from "../../src/terminal/keyring.ts";

/** A keyring in memory: that of the system needs a desktop. */
export function memoryKeyring(entries: Map<string, string> = new Map()): Keyring {
  return {
    get: async (account) => entries.get(account),
    set: async (account, secret) => void entries.set(account, secret),
    delete: async (account) => void entries.delete(account),
  };
}

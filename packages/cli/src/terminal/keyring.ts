/** Keeps secrets of a person, such as the keychain of macOS. Each method rejects where there is none. */
export interface Keyring {
  get(account: string): Promise<string | undefined>;
  set(account: string, secret: string): Promise<void>;
  delete(account: string): Promise<void>;
}

const service = "interkit";
/** Without a desktop the library would take a store of the kernel, which the next process does not see. */
const options = { linux: { store: "secret-service" } } as const;

/** The keyring of the system: its library is loaded at the first use. */
export function systemKeyring(): Keyring {
  const entry = async (account: string) => {
    const { AsyncEntry } = await import("@napi-rs/keyring");
    return new AsyncEntry(service, account, options);
  };
  return {
    get: async (account) => (await (await entry(account)).getPassword()) ?? undefined,
    set: async (account, secret) => (await entry(account)).setPassword(secret),
    delete: async (account) => {
      await (await entry(account)).deletePassword();
    },
  };
}

import { CliError } from "../errors/cli-error.ts";
import { exitCodes } from "../errors/exit-codes.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { type Config, configPath, type Profile, readConfig, writeConfig } from "./config-file.ts";

/** The stored connections: settings in the configuration file, tokens in the keyring. */
export class Profiles {
  readonly #terminal: Terminal;
  /** The path of the configuration file. */
  readonly file: string;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
    this.file = configPath(terminal.env);
  }

  /** @throws {CliError} for a configuration file that cannot be read. */
  async read(): Promise<Config> {
    return readConfig(this.file);
  }

  /**
   * Stores a connection, which becomes the current one. Nothing is stored where there is no keyring.
   *
   * @throws {CliError} without a keyring, and where the configuration file cannot be written.
   */
  async store(name: string, profile: Profile, token: string): Promise<void> {
    const { profiles } = await this.read();
    const before = await this.#setToken(name, token);
    try {
      await writeConfig(this.file, { current: name, profiles: { ...profiles, [name]: profile } });
    } catch (error) {
      await (before === undefined ? this.#deleteToken(name) : this.#setToken(name, before));
      throw error;
    }
  }

  /** Makes a connection the current one. */
  async use(name: string): Promise<void> {
    const { profiles } = await this.read();
    if (!Object.hasOwn(profiles, name)) throw noProfile(name, profiles);
    await writeConfig(this.file, { profiles, current: name });
  }

  /**
   * Removes a connection and its token.
   *
   * @returns Whether the token was removed, too: not where the keyring cannot be written.
   */
  async remove(name: string): Promise<boolean> {
    const { current, profiles } = await this.read();
    if (!Object.hasOwn(profiles, name)) throw noProfile(name, profiles);
    const { [name]: _, ...others } = profiles;
    const isRemoved = await this.#deleteToken(name);
    await writeConfig(this.file, {
      profiles: others,
      ...(current === undefined || current === name ? undefined : { current }),
    });
    return isRemoved;
  }

  /** Returns the token that was there before. */
  async #setToken(name: string, token: string): Promise<string | undefined> {
    const { keyring } = this.#terminal;
    try {
      const before = await keyring.get(name);
      await keyring.set(name, token);
      return before;
    } catch (cause) {
      throw new CliError(
        "Nothing was stored, since this system has no keyring that can be used; set INTERCOM_TOKEN instead",
        exitCodes.failed,
        { cause },
      );
    }
  }

  async #deleteToken(name: string): Promise<boolean> {
    try {
      await this.#terminal.keyring.delete(name);
      return true;
    } catch {
      return false;
    }
  }
}

/** The error for a name that is not stored. */
export function noProfile(name: string, profiles: Config["profiles"]): CliError {
  const names = Object.keys(profiles);
  const others = names.length === 0 ? "none is stored" : `there is ${names.join(", ")}`;
  return new CliError(
    `There is no profile "${name}" (${others}); run \`interkit login --profile ${name}\``,
  );
}

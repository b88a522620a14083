import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { UserError } from "./options.ts";

const program = fileURLToPath(new URL("../../packages/cli/src/main.ts", import.meta.url));

/** The options of Node that this program runs with, for one in another folder. */
const nodeOptions = process.execArgv.map((option) =>
  option === "tsx" ? import.meta.resolve("tsx") : option,
);

/** Runs `interkit` as a user would, prints each command, and the end of what it printed. */
export class Commands {
  readonly #folder: string;
  readonly #env: NodeJS.ProcessEnv;

  /** @param folder where the commands run, and keep how far they have come. */
  constructor(folder: string, baseUrl: string) {
    this.#folder = folder;
    this.#env = {
      ...process.env,
      INTERCOM_TOKEN: "demo",
      INTERCOM_BASE_URL: baseUrl,
      XDG_STATE_HOME: folder,
      LOCALAPPDATA: folder,
      HOME: folder,
    };
    for (const name of ["INTERCOM_PROFILE", "INTERCOM_REGION", "INTERCOM_API_VERSION"]) {
      delete this.#env[name];
    }
  }

  /**
   * Runs a command to its end, or kills it once `killed` resolves.
   *
   * @param lines how many lines of its results are printed, from the last one back.
   * @throws {UserError} with its errors, when it fails.
   */
  async run(
    args: readonly string[],
    { lines = 1, killed }: { lines?: number; killed?: Promise<unknown> } = {},
  ): Promise<void> {
    console.log(`$ interkit ${args.join(" ")}`);
    const child = spawn(process.execPath, [...nodeOptions, program, ...args], {
      cwd: this.#folder,
      env: this.#env,
      // Progress is shown where a person reads it.
      stdio: ["ignore", "pipe", process.stderr.isTTY ? "inherit" : "pipe"],
    });
    const kill = killed?.then(() => child.kill("SIGKILL"));
    const results = [child.stdout, child.stderr].map((one) => (one === null ? "" : text(one)));
    const [code, signal] = (await once(child, "close")) as [number | null, string | null];
    const [stdout = "", stderr = ""] = await Promise.all(results);
    if (signal === "SIGKILL" && (await kill)) {
      console.log("  (killed by the demo, with SIGKILL)\n");
      return;
    }
    if (code !== 0) throw new UserError(`interkit ended with ${code ?? signal}. ${stderr.trim()}`);
    // Without a terminal, what a command notices is on stderr alone.
    const printed = (stdout.trim() || stderr.trim()).split("\n").slice(-lines);
    console.log(`  ${printed.join("\n  ")}\n`);
  }
}

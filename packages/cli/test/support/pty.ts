import { spawn } from "@lydell/node-pty";
import { onTestFinished } from "vitest";
import { sourceCli } from "./processes.ts";

/** A program in a terminal. */
export interface Pty {
  /** Types text; `"\r"` is Enter, `"\u0003"` is Ctrl-C. */
  type(text: string): void;
  /** Resolves once the terminal shows a text that matches, to everything that was shown by then. */
  shows(pattern: RegExp | string): Promise<string>;
  /** Resolves when the program has ended, to its exit code and everything that was shown. */
  readonly ended: Promise<{ readonly code: number; readonly shown: string }>;
}

/** What a program in a terminal is started with. */
export interface PtyOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly columns?: number;
  /** The command and its arguments before those of the test: `interkit`, when left out. */
  readonly command?: readonly string[];
}

/** Runs a command in a terminal of 80 columns. It is ended after the test. */
export function openPty(args: readonly string[], options: PtyOptions = {}): Pty {
  const { env = {}, columns = 80, command = sourceCli } = options;
  const [file = "", ...before] = command;
  const { PATH } = process.env;
  const pty = spawn(file, [...before, ...args], {
    cols: columns,
    rows: 30,
    name: "xterm-256color",
    env: { PATH, TERM: "xterm-256color", NODE_NO_WARNINGS: "1", ...env },
  });
  let shown = "";
  let hasEnded = false;
  const watchers = new Set<() => void>();
  pty.onData((text) => {
    shown += text;
    for (const watcher of watchers) watcher();
  });
  const ended = new Promise<{ code: number; shown: string }>((resolve) => {
    pty.onExit(({ exitCode }) => {
      hasEnded = true;
      for (const watcher of watchers) watcher();
      resolve({ code: exitCode, shown });
    });
  });
  onTestFinished(() => {
    if (!hasEnded) process.kill(pty.pid, "SIGKILL");
  });
  const shows = (pattern: RegExp | string) =>
    new Promise<string>((resolve, reject) => {
      const watcher = () => {
        const isShown = typeof pattern === "string" ? shown.includes(pattern) : pattern.test(shown);
        if (isShown) resolve(shown);
        else if (hasEnded) reject(new Error(`The program ended without ${pattern}: ${shown}`));
        else return;
        watchers.delete(watcher);
      };
      watchers.add(watcher);
      watcher();
    });
  return { type: (text) => pty.write(text), shows, ended };
}

/** Text as it stands on the screen: without colours and movements of the cursor, as lines. */
export function plainLines(shown: string): string[] {
  const escapes = new RegExp(`${String.fromCharCode(27)}\\[[0-9;?]*[A-Za-z]`, "g");
  return shown.replace(escapes, "").replaceAll("\r", "").split("\n");
}

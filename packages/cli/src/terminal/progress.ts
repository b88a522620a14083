import type { Options, Params, SingleBar } from "cli-progress";
import { printable } from "./printable.ts";
import type { TerminalOutput } from "./terminal.ts";

/** How far some work is, in one line on stderr that changes. */
export interface Progress {
  /** @param total Left out while it is unknown. */
  set(done: number, total?: number): void;
  /** Removes the line. It may be called again. */
  end(): void;
}

/** Progress where nothing shows it: in a pipe, and with --quiet. */
export const noProgress: Progress = { set: () => undefined, end: () => undefined };

/** A line with a bar, or with a count while the total is unknown. */
export class ProgressLine implements Progress {
  readonly #stream: TerminalOutput;
  readonly #bar: SingleBar;
  #isShown = false;

  /** @param onEnd Called once. */
  static async open(stream: TerminalOutput, label: string): Promise<ProgressLine> {
    const { default: progress } = await import("cli-progress");
    const format = (options: Options, { value, total, progress: share }: Params) => {
      const [done, all] = [value.toLocaleString("en-US"), total.toLocaleString("en-US")];
      if (total === 0) return `${printable(label)} ${done}`;
      const bar = progress.Format.BarFormat(share, options);
      return `${printable(label)} [${bar}] ${done} of ${all}`;
    };
    const options = { stream, format, barsize: 24, clearOnComplete: true };
    // The program handles signals itself.
    return new ProgressLine(
      stream,
      new progress.SingleBar({ ...options, gracefulExit: false, emptyOnZero: true }),
    );
  }

  private constructor(stream: TerminalOutput, bar: SingleBar) {
    this.#stream = stream;
    this.#bar = bar;
  }

  set(done: number, total = 0): void {
    if (!this.#isShown) this.#bar.start(total, done);
    this.#isShown = true;
    this.#bar.setTotal(total);
    this.#bar.update(done);
  }

  /** Removes the line until the next change, so that other text can be printed. */
  clear(): void {
    if (this.#isShown) this.#stream.write("\r\u001b[K");
  }

  end(): void {
    if (this.#isShown) this.#bar.stop();
    this.#isShown = false;
  }
}

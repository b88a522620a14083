import { type FileHandle, mkdir, open } from "node:fs/promises";
import path from "node:path";
import { ConfigError } from "@interkit/core";
import type { DeliveryRecording } from "../receiver/delivery-recording.ts";
import type { SignedRequest } from "../signatures/signed-request.ts";
import { checkFile, fileError } from "./file-error.ts";
import { deliveryOf, type RecordedDelivery, toLine } from "./recorded-delivery.ts";

/** A file that notifications are added to. */
export interface Recording extends DeliveryRecording {
  /** Adds a request, and resolves when it is on the disk. @throws {ConfigError} after `close`. */
  append(request: SignedRequest): Promise<RecordedDelivery>;
  /** Closes the file when what was added is on the disk. */
  close(): Promise<void>;
}

/**
 * Opens a file that keeps notifications, each as a line of JSON with its exact body. What was added is there after a
 * kill or a power failure; a line that a kill left incomplete is passed over when it is read. Several processes of
 * one machine may add to the same file. A file that does not exist is created, for its user alone (mode 600): it has
 * personal data.
 *
 * Give it to `createWebhooks` as `recording`, and each verified notification is kept before it is handled.
 *
 * @param file from the current folder on.
 * @throws {ConfigError} for a file that cannot be written.
 *
 * @example
 * ```ts
 * import { createWebhooks } from "@interkit/webhooks";
 * import { openRecording } from "@interkit/webhooks/recordings";
 *
 * const recording = await openRecording("notifications.jsonl");
 * const secret = process.env["INTERCOM_CLIENT_SECRET"] ?? "";
 * const webhooks = createWebhooks({ secret, recording });
 * webhooks.on("conversation.*", ({ topic, id }) => console.log(topic, id));
 * ```
 */
export async function openRecording(file: string): Promise<Recording> {
  checkFile("openRecording", file);
  try {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    return new FileRecording(file, await open(file, "a", 0o600));
  } catch (error) {
    throw fileError(file, error);
  }
}

interface Waiting {
  readonly line: string;
  readonly done: (error?: unknown) => void;
}

class FileRecording implements Recording {
  readonly #file: string;
  readonly #handle: FileHandle;
  #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;
  #closing: Promise<void> | undefined;

  constructor(file: string, handle: FileHandle) {
    this.#file = file;
    this.#handle = handle;
  }

  async append(request: SignedRequest): Promise<RecordedDelivery> {
    if (this.#closing) {
      throw new ConfigError(`The recording ${this.#file} is closed: open it again`);
    }
    const delivery = deliveryOf(request);
    return new Promise((resolve, reject) => {
      const done = (error?: unknown) => (error ? reject(error) : resolve(delivery));
      this.#waiting.push({ line: toLine(delivery), done });
      this.#writing ??= this.#write();
    });
  }

  close(): Promise<void> {
    this.#closing ??= Promise.resolve(this.#writing).then(() => this.#handle.close());
    return this.#closing;
  }

  /** What came while others were written is written at once, since the disk takes as long for many as for one. */
  async #write(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      const error = await this.#writeLines(batch.map(({ line }) => line)).then(
        () => undefined,
        (failure: unknown) => failure,
      );
      for (const { done } of batch) done(error);
    }
    this.#writing = undefined;
  }

  async #writeLines(lines: readonly string[]): Promise<void> {
    // The line break in front ends what another process may have left incomplete, at any time.
    const bytes = Buffer.from(`\n${lines.join("\n")}\n`);
    const { bytesWritten } = await this.#handle.write(bytes);
    // The rest would come after what other processes have added by then.
    if (bytesWritten < bytes.length) {
      throw new Error(`The recording ${this.#file} could not be written: is the disk full?`);
    }
    await this.#handle.datasync();
  }
}

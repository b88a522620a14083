import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openRecording, type Recording, readRecording } from "@interkit/webhooks/recordings";
import { onTestFinished } from "vitest";

/** The path of a file that does not exist, in a folder that is removed with the test. */
export function newFile(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "interkit-recordings-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return path.join(folder, "kept", "notifications.jsonl");
}

/** A recording that is closed with the test. */
export async function opened(file: string): Promise<Recording> {
  const recording = await openRecording(file);
  onTestFinished(() => recording.close());
  return recording;
}

/** The bodies that a file has, as text. */
export async function bodiesIn(
  file: string,
  filter?: Parameters<typeof readRecording>[1],
): Promise<string[]> {
  const bodies: string[] = [];
  for await (const { body } of readRecording(file, filter)) {
    bodies.push(new TextDecoder().decode(body));
  }
  return bodies;
}

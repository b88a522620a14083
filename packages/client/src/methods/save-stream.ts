import { ConfigError } from "@interkit/core";

/**
 * Writes a stream to a file, and returns its size in bytes.
 *
 * @throws {ConfigError} where the platform has no file system.
 */
export async function saveStream(
  stream: ReadableStream<Uint8Array>,
  path: string,
): Promise<number> {
  const { saveTo }: Partial<typeof import("#save-to")> = await import("#save-to");
  if (saveTo) return saveTo(stream, path);
  throw new ConfigError("Files can only be written on Node. Here, use stream() or bytes() instead");
}

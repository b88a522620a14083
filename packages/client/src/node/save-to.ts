import { constants } from "node:fs";
import { type FileHandle, lstat, open, readlink, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { FileWriter } from "./file-writer.ts";

/**
 * Writes a stream to a file, and returns its size in bytes. The file gets its name when all of it is on
 * the disk, so that an incomplete file never has that name. It keeps the mode of an existing file, and
 * replaces the target of a symbolic link. A device or a pipe is written to directly.
 */
export async function saveTo(stream: ReadableStream<Uint8Array>, file: string): Promise<number> {
  const target = await resolveLinks(file);
  const found = await stat(target).catch(ignoreMissing);
  if (found && !found.isFile()) {
    return writeStream(await open(target, constants.O_WRONLY), stream, { isSynced: false });
  }
  const part = `${target}.${crypto.randomUUID()}.part`;
  const handle = await open(part, "wx", found ? 0o600 : 0o666);
  try {
    const mode = found && found.mode & 0o7777;
    const size = await writeStream(handle, stream, { isSynced: true, mode });
    await rename(part, target);
    await syncFolder(path.dirname(target));
    return size;
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

/** What is done with a file besides writing it. */
interface WriteOptions {
  /** Waits until all of it is on the disk. */
  readonly isSynced: boolean;
  readonly mode?: number | undefined;
}

/** Writes all of a stream, and closes the file also after an error. */
async function writeStream(
  handle: FileHandle,
  stream: ReadableStream<Uint8Array>,
  { isSynced, mode }: WriteOptions,
): Promise<number> {
  const reader = stream.getReader();
  const writer = new FileWriter(handle);
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      const written = writer.add(read.value);
      if (written) await written;
    }
    await writer.finish();
    if (mode !== undefined) await handle.chmod(mode);
    if (isSynced) await handle.sync();
    return writer.size;
  } catch (error) {
    // The rest is not read: free the connection.
    await reader.cancel(error).catch(() => {});
    await writer.stop();
    throw error;
  } finally {
    await handle.close();
  }
}

/** Resolves a chain of symbolic links, also to a target that does not exist yet. */
async function resolveLinks(file: string): Promise<string> {
  let target = file;
  for (let links = 0; links < 40; links += 1) {
    const found = await lstat(target).catch(ignoreMissing);
    if (!found?.isSymbolicLink()) return target;
    target = path.resolve(path.dirname(target), await readlink(target));
  }
  return target;
}

/** Writes the new name to the disk by syncing its folder. Some systems do not support that. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder).catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
}

function ignoreMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
  throw error;
}

import { constants } from "node:fs";
import { type FileHandle, lstat, open, readlink, rename, rm, stat } from "node:fs/promises";
import path from "node:path";

/**
 * Writes a stream to a file, and returns its size in bytes. The file gets its name when all of it is on
 * the disk, so that an incomplete file never has that name. It keeps the mode of an existing file, and
 * replaces the target of a symbolic link. A device or a pipe is written to directly.
 */
export async function saveTo(stream: ReadableStream<Uint8Array>, file: string): Promise<number> {
  const target = await resolveLinks(file);
  const found = await stat(target).catch(ignoreMissing);
  if (found && !found.isFile()) {
    return writeStream(await open(target, constants.O_WRONLY), stream);
  }
  const part = `${target}.${crypto.randomUUID()}.part`;
  const handle = await open(part, "wx", found ? 0o600 : 0o666);
  try {
    const size = await writeStream(handle, stream, async () => {
      if (found) await handle.chmod(found.mode & 0o7777);
      await handle.sync();
    });
    await rename(part, target);
    await syncFolder(path.dirname(target));
    return size;
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

/** Writes all of a stream, and closes the file also after an error. */
async function writeStream(
  handle: FileHandle,
  stream: ReadableStream<Uint8Array>,
  finish: () => Promise<void> = async () => {},
): Promise<number> {
  const reader = stream.getReader();
  let size = 0;
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      // `writeFile` of a handle writes all of the chunk at the current position.
      await handle.writeFile(read.value);
      size += read.value.byteLength;
    }
    await finish();
  } catch (error) {
    // The rest is not read: free the connection.
    await reader.cancel(error).catch(() => {});
    throw error;
  } finally {
    await handle.close();
  }
  return size;
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

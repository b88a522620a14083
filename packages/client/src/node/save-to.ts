import { constants } from "node:fs";
import { type FileHandle, lstat, open, readlink, rename, rm, stat } from "node:fs/promises";
import path from "node:path";

/**
 * Writes a stream to a file, and gives its size in bytes. The file gets its name when all of it is on
 * the disk, so that no half of one is ever taken for it; it keeps the mode of the one that was there,
 * and a link goes on leading to it. What is no file, such as a device or a pipe, is written into.
 */
export async function saveTo(stream: ReadableStream<Uint8Array>, file: string): Promise<number> {
  const target = await linkedFrom(file);
  const found = await stat(target).catch(absent);
  if (found && !found.isFile()) {
    return writeInto(await open(target, constants.O_WRONLY), stream);
  }
  const part = `${target}.${crypto.randomUUID()}.part`;
  const handle = await open(part, "wx", found ? 0o600 : 0o666);
  try {
    const size = await writeInto(handle, stream, async () => {
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

/** Writes all of a stream, and closes the file in any case. */
async function writeInto(
  handle: FileHandle,
  stream: ReadableStream<Uint8Array>,
  finish: () => Promise<void> = async () => {},
): Promise<number> {
  const reader = stream.getReader();
  let size = 0;
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      // From where it stands to the end of the piece, in as many writes as that takes.
      await handle.writeFile(read.value);
      size += read.value.byteLength;
    }
    await finish();
  } catch (error) {
    // Nobody will read the rest.
    await reader.cancel(error).catch(() => {});
    throw error;
  } finally {
    await handle.close();
  }
  return size;
}

/** Where a link leads in the end, also one that leads to nothing yet. */
async function linkedFrom(file: string): Promise<string> {
  let at = file;
  for (let links = 0; links < 40; links += 1) {
    const found = await lstat(at).catch(absent);
    if (!found?.isSymbolicLink()) return at;
    at = path.resolve(path.dirname(at), await readlink(at));
  }
  return at;
}

/** A name is on the disk when its folder is; not every system can tell. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder).catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
}

function absent(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
  throw error;
}

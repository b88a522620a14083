import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmod,
  type FileHandle,
  lstat,
  open,
  readdir,
  readFile,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import path from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import {
  bytes,
  computeDigest,
  createDevice,
  createFolder,
  type Handler,
  sendWholeFile,
  serveFile,
} from "./support/downloads.ts";

/** More than is written at a time. */
const largeCount = 20;
const sendLargeFile: Handler = async (_, response) => {
  for (let sent = 0; sent < largeCount && !response.destroyed; sent += 1) {
    if (!response.write(bytes))
      await Promise.race([once(response, "drain"), once(response, "close")]);
  }
  response.end();
};

/** The functions of an open file, which a test may replace. */
async function probe() {
  const folder = await createFolder();
  const handle = await open(path.join(folder, "probe"), "w");
  const prototype = Object.getPrototypeOf(handle);
  const before = { ...Object.getOwnPropertyDescriptors(prototype) };
  onTestFinished(() => void Object.defineProperties(prototype, before));
  await handle.close();
  return { folder, file: path.join(folder, "export"), prototype };
}

describe("a file that is saved", () => {
  test("keeps the mode of the one that it replaces", async () => {
    const file = path.join(await createFolder(), "export");
    await writeFile(file, "old");
    await chmod(file, 0o751);
    const { download } = await serveFile(sendWholeFile);
    expect(await download().saveTo(file)).toBe(bytes.length);
    expect((await stat(file)).mode & 0o7777).toBe(0o751);
    expect(computeDigest(await readFile(file))).toBe(computeDigest(bytes));
  });

  test.each(["target", "gone"])(
    "is written to the target of a link, also of a dangling link (%s)",
    async (name) => {
      const into = await createFolder();
      if (name === "target") await writeFile(path.join(into, name), "old");
      await symlink(name, path.join(into, "link"));
      await symlink("link", path.join(into, "outer"));
      const { download } = await serveFile(sendWholeFile);
      await download().saveTo(path.join(into, "outer"));
      expect((await lstat(path.join(into, "outer"))).isSymbolicLink()).toBe(true);
      expect((await lstat(path.join(into, "link"))).isSymbolicLink()).toBe(true);
      expect(computeDigest(await readFile(path.join(into, name)))).toBe(computeDigest(bytes));
      expect((await readdir(into)).sort()).toEqual(["link", name, "outer"].sort());
    },
  );

  test("is written to a device, which is not replaced", async ({ skip }) => {
    const file = (await createDevice("null")) ?? skip("no device can be made here");
    const { download } = await serveFile(sendWholeFile);
    expect(await download().saveTo(file)).toBe(bytes.length);
    expect((await stat(file)).isCharacterDevice()).toBe(true);
  });

  test("is written to a pipe, which another process reads", async () => {
    const pipe = path.join(await createFolder(), "pipe");
    execFileSync("mkfifo", [pipe]);
    const reader = spawn("cat", [pipe]);
    const read: Buffer[] = [];
    reader.stdout.on("data", (data: Buffer) => read.push(data));
    const closed = new Promise((resolve) => reader.on("close", resolve));
    const { download } = await serveFile(sendWholeFile);
    await download().saveTo(pipe);
    await closed;
    expect(computeDigest(Buffer.concat(read))).toBe(computeDigest(bytes));
    expect((await stat(pipe)).isFIFO()).toBe(true);
  });

  test.for(["fetch", "node"])("on a full disk rejects with ENOSPC (%s)", async (kind, { skip }) => {
    const file = (await createDevice("full")) ?? skip("no device can be made here");
    const { download } = await serveFile(sendWholeFile, kind);
    await expect(download().saveTo(file)).rejects.toMatchObject({ code: "ENOSPC" });
  });

  test("is synced to the disk before it gets its name", async () => {
    const done: string[] = [];
    const { folder, file, prototype } = await probe();
    const { sync } = prototype;
    prototype.sync = async function (this: FileHandle) {
      const names = await readdir(folder);
      done.push(`sync, ${names.includes("export") ? "named" : "unnamed"}`);
      return sync.call(this);
    };
    const { download } = await serveFile(sendWholeFile);
    await download().saveTo(file);
    expect(done).toEqual(["sync, unnamed", "sync, named"]);
  });

  test("is whole when the system writes only a part of what it was given", async () => {
    const { file, prototype } = await probe();
    const { writev } = prototype;
    prototype.writev = function (this: FileHandle, [first]: readonly Uint8Array[]) {
      return writev.call(this, [first?.subarray(0, 1000)]);
    };
    const { download } = await serveFile(sendLargeFile);
    expect(await download().saveTo(file)).toBe(largeCount * bytes.length);
    const whole = Buffer.concat(Array(largeCount).fill(bytes));
    expect(computeDigest(await readFile(file))).toBe(computeDigest(whole));
  });

  test.each(["writev", "sync"])("is not left behind when the disk fails: %s", async (name) => {
    const { folder, file, prototype } = await probe();
    prototype[name] = async () => {
      throw Object.assign(new Error("disk"), { code: "EIO" });
    };
    let isClosed = false;
    const { download } = await serveFile((request, response) => {
      response.on("close", () => {
        isClosed = true;
      });
      sendLargeFile(request, response);
    });
    await expect(download().saveTo(file)).rejects.toMatchObject({ code: "EIO" });
    await expect.poll(() => isClosed).toBe(true);
    expect(await readdir(folder)).toEqual(["probe"]);
  });

  test("has the default mode of the process when it is new", async () => {
    const file = path.join(await createFolder(), "export");
    const { download } = await serveFile(sendWholeFile);
    await download().saveTo(file);
    expect((await stat(file)).mode & 0o777).toBe(0o666 & ~process.umask());
  });

  test("can be read by its owner only until it gets the mode of the file that it replaces", async () => {
    const into = await createFolder();
    const file = path.join(into, "export");
    await writeFile(file, "old");
    await chmod(file, 0o644);
    let finish = () => {};
    const { download } = await serveFile((_, response) => {
      response.write(bytes);
      finish = () => response.end();
    });
    const saving = download().saveTo(file);
    const parts = async () => (await readdir(into)).filter((name) => name !== "export");
    await expect.poll(parts).toHaveLength(1);
    const [part = ""] = await parts();
    expect((await stat(path.join(into, part))).mode & 0o777).toBe(0o600);
    expect(await readFile(file, "utf8")).toBe("old");
    finish();
    await saving;
    expect((await stat(file)).mode & 0o777).toBe(0o644);
  });

  test("is empty when the response has no content", async () => {
    const file = path.join(await createFolder(), "export");
    await writeFile(file, "old");
    for (const status of [200, 204]) {
      const { download } = await serveFile((_, response) => response.writeHead(status).end());
      expect(await download().saveTo(file)).toBe(0);
      expect((await stat(file)).size).toBe(0);
    }
  });

  test("does not overwrite a file with the name of its temporary file", async () => {
    const into = await createFolder();
    const name = "11111111-1111-4111-8111-111111111111";
    const random = vi.spyOn(crypto, "randomUUID").mockReturnValue(name);
    onTestFinished(() => random.mockRestore());
    await writeFile(path.join(into, "other"), "kept");
    await symlink("other", path.join(into, `export.${name}.part`));
    const { download } = await serveFile(sendWholeFile);
    const saving = download().saveTo(path.join(into, "export"));
    await expect(saving).rejects.toMatchObject({ code: "EEXIST" });
    expect(await readFile(path.join(into, "other"), "utf8")).toBe("kept");
    expect((await readdir(into)).sort()).toEqual([`export.${name}.part`, "other"]);
  });

  test("is an error at links that form a loop", async () => {
    const into = await createFolder();
    await symlink("b", path.join(into, "a"));
    await symlink("a", path.join(into, "b"));
    const { download } = await serveFile(sendWholeFile);
    await expect(download().saveTo(path.join(into, "a"))).rejects.toMatchObject({ code: "ELOOP" });
    expect((await readdir(into)).sort()).toEqual(["a", "b"]);
  });

  test.each(["fetch", "node"])(
    "to a pipe that is closed too early aborts the download (%s)",
    async (kind) => {
      const pipe = path.join(await createFolder(), "pipe");
      execFileSync("mkfifo", [pipe]);
      spawn("head", ["-c", "10", pipe], { stdio: "ignore" });
      let isClosed = false;
      const { download } = await serveFile((_, response) => {
        response.on("close", () => {
          isClosed = true;
        });
        const timer = setInterval(() => response.write(bytes), 5);
        response.on("close", () => clearInterval(timer));
      }, kind);
      await expect(download().saveTo(pipe)).rejects.toMatchObject({ code: "EPIPE" });
      await expect.poll(() => isClosed).toBe(true);
    },
  );
});

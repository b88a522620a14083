// Prints the milliseconds in which a file is downloaded and written.
import { createWriteStream } from "node:fs";
import { open, rm } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { clients } from "./clients.mjs";

const [name, url, megabytes] = process.argv.slice(2);
const file = path.join(process.cwd(), `download-${process.pid}`);
const id = `${megabytes}`;
try {
  const download = await downloaderOf(name);
  const begin = performance.now();
  await download();
  console.log(performance.now() - begin);
} finally {
  await rm(file, { force: true });
}
process.exit();

async function downloaderOf(name) {
  if (name === "fetch") return downloadWithFetch;
  if (name === "fetch and fsync") {
    return async () => {
      await downloadWithFetch();
      const handle = await open(file, "r+");
      await handle.sync();
      await handle.close();
    };
  }
  const { load, create } = clients[name];
  const { intercom } = create(await load(), { url });
  return () => intercom.dataExports.download(id).saveTo(file);
}

async function downloadWithFetch() {
  const response = await fetch(`${url}/download/content/data/${id}`);
  await pipeline(Readable.fromWeb(response.body), createWriteStream(file));
}

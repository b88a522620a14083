import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";

/** The built site, served on this machine. */
export interface Site {
  /** Without a slash at the end. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

const built: string = path.join(import.meta.dirname, "../../../dist");

const types: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".md": "text/markdown; charset=utf-8",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".xml": "application/xml",
};

/**
 * Serves the built site as any host of static files does: an address with a slash at its end is the
 * `index.html` of the folder, and what does not exist is `404.html`.
 *
 * @throws {Error} when the site was not built.
 */
export async function serveSite(): Promise<Site> {
  if (!existsSync(built))
    throw new Error("There is no docs/dist: npm run docs:build comes before.");
  const server = createServer(({ url = "/" }, response) => respond(url, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${port}`, close };
}

function respond(url: string, response: ServerResponse): void {
  // A URL has no ".." left, so that no file outside of the site can be named.
  const name = decodeURIComponent(new URL(url, "http://127.0.0.1").pathname);
  const file = path.join(built, name.endsWith("/") ? `${name}index.html` : name);
  const isFound = existsSync(file) && statSync(file).isFile();
  const sent = isFound ? file : path.join(built, "404.html");
  const type = types[path.extname(sent)] ?? "application/octet-stream";
  response.writeHead(isFound ? 200 : 404, { "content-type": type });
  createReadStream(sent).pipe(response);
}

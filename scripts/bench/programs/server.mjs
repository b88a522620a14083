// The server of the calls. Ends with the process that started it.
import { createServer } from "node:http";
import { text as readText } from "node:stream/consumers";
import { sendList } from "./lists.mjs";

const custom_attributes = Object.fromEntries(
  Array.from({ length: 40 }, (_, i) => [`field_${i}`, "value"]),
);
const contact = {
  type: "contact",
  id: "5ba682d23d7cf92bef87bfd4",
  email: "ada@example.com",
  custom_attributes,
};
const list = { type: "list", data: [contact], total_count: 1, pages: { type: "pages" } };
const texts = { contact: JSON.stringify(contact), list: JSON.stringify(list) };
const limits = { "x-ratelimit-limit": "1000000", "x-ratelimit-remaining": "999999" };
const megabyte = Buffer.alloc(2 ** 20, "interkit");

process.once("disconnect", () => process.exit());
const server = createServer((request, response) => {
  if (request.url.startsWith("/lists/")) {
    readText(request).then((body) => sendList(request, response, body));
    return;
  }
  request.resume();
  request.once("end", () => {
    if (request.url.startsWith("/download/")) return sendFile(request, response);
    const text = request.url.endsWith("/search") ? texts.list : texts.contact;
    response.writeHead(200, { "content-type": "application/json", ...limits });
    response.end(text);
  });
});
server.listen(0, "127.0.0.1", () => process.send(`http://127.0.0.1:${server.address().port}`));

/** As many megabytes as the last part of the path says. */
async function sendFile(request, response) {
  const count = Number(request.url.split("/").at(-1));
  const headers = { "content-length": String(count * megabyte.length), ...limits };
  response.writeHead(200, { "content-type": "application/octet-stream", ...headers });
  for (let sent = 0; sent < count; sent += 1) {
    if (!response.write(megabyte)) await new Promise((resolve) => response.once("drain", resolve));
  }
  response.end();
}

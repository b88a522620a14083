import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A contact of common size, which is the response to every request. */
const contact = JSON.stringify({
  type: "contact",
  id: "5ba682d23d7cf92bef87bfd4",
  email: "ada@example.com",
  custom_attributes: Object.fromEntries(
    Array.from({ length: 40 }, (_, i) => [`field_${i}`, "value"]),
  ),
});

/** Ends with the process that started it. */
process.once("disconnect", () => process.exit());

const server = createServer((request, response) => {
  request.resume();
  request.once("end", () => {
    response.writeHead(200, {
      "content-type": "application/json",
      "x-ratelimit-limit": "1000000",
      "x-ratelimit-remaining": "999999",
      "x-request-id": "request",
    });
    response.end(contact);
  });
});
server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));

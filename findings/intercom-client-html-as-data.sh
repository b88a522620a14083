#!/usr/bin/env bash
# intercom-client returns a page of HTML as the object that was requested.
#
# Expected: a call whose response is no JSON is rejected. The package has a case for it, an IntercomError with
# the status and the body, and throws it when the status is one of an error.
#
# What happens: with status 200, such as of the login page of a proxy, the call resolves. Its value is what the
# client has internally of a failure, `{ ok: false, error: { reason: "non-json", … } }`, in the type
# of a contact. With status 502, the same page rejects the call.
#
# Why it matters here: a program that moves over may have stored such objects, with every field undefined. The
# client of `@interkit/client` rejects the call, whatever the status.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --no-audit --no-fund --loglevel=error --ignore-scripts intercom-client@7.0.3 >/dev/null

cat >find.mjs <<'JS'
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { IntercomClient } from "intercom-client";

const server = createServer((request, response) => {
  response.writeHead(Number(request.url.slice(-3)), { "content-type": "text/html" });
  response.end("<!doctype html><title>Sign in</title>");
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const environment = `http://127.0.0.1:${server.address().port}`;
const client = new IntercomClient({ token: "any", environment, maxRetries: 0 });

const { version } = JSON.parse(readFileSync("node_modules/intercom-client/package.json", "utf8"));
console.log(`Node ${process.versions.node}, intercom-client ${version}`);
const outcome = async (contact_id) => {
  try {
    const { id, ok, error } = await client.contacts.find({ contact_id });
    return `resolves: id ${id}, ok ${ok}, reason ${error?.reason}`;
  } catch (error) {
    return `rejects: ${error.constructor.name}, status ${error.statusCode}`;
  }
};
const [found, failed] = [await outcome("200"), await outcome("502")];
console.log(`a page of HTML with status 200:  ${found}`);
console.log(`a page of HTML with status 502:  ${failed}`);
server.close();
server.closeAllConnections();
const isKnown = found === "resolves: id undefined, ok false, reason non-json";
process.exit(isKnown && failed === "rejects: IntercomError, status 502" ? 0 : 1);
JS

node find.mjs || { echo "The behaviour has changed." >&2; exit 1; }

#!/usr/bin/env bash
# intercom-client ends a request after 20 seconds, not 60, and never throws its IntercomTimeoutError.
#
# Expected: the README of intercom-client states a default timeout of 60 seconds. The package exports
# IntercomTimeoutError, so a request that exceeds its timeout fails with that class.
#
# What happens: every method uses 20 seconds without `timeoutInSeconds`, so a response that takes 21 seconds is
# lost. A request that exceeds its timeout fails with an IntercomError without a status, whose message is
# "timeout" in quotes. The abort has a string as its reason, and only an Error is recognized as a timeout.
#
# Why it matters here: a program that moves over from intercom-client may catch IntercomTimeoutError, in a branch
# that has never run, and relies on shorter timeouts than its author read of. `@interkit/client` throws
# a TimeoutError.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --no-audit --no-fund --loglevel=error --ignore-scripts intercom-client@7.0.3 >/dev/null

cat >wait.mjs <<'JS'
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { IntercomClient, IntercomError, IntercomTimeoutError } from "intercom-client";

const server = createServer((request, response) => {
  const seconds = request.url.endsWith("/21") ? 21 : 3;
  setTimeout(() => response.setHeader("content-type", "application/json").end("{}"), seconds * 1000);
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const environment = `http://127.0.0.1:${server.address().port}`;
const client = new IntercomClient({ token: "any", environment, maxRetries: 0 });

const outcome = async (contact_id, options) => {
  try {
    await client.contacts.find({ contact_id }, options);
    return "a response";
  } catch (error) {
    const isTimeout = error instanceof IntercomTimeoutError;
    return error instanceof IntercomError || isTimeout
      ? `${isTimeout ? "IntercomTimeoutError" : "IntercomError"}, message ${error.message}`
      : String(error);
  }
};
const folder = "node_modules/intercom-client";
const { version } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
const stated = /defaults to a \d+ second timeout/.exec(readFileSync(`${folder}/README.md`, "utf8"))?.[0];
console.log(`Node ${process.versions.node}, intercom-client ${version}, whose README states: ${stated}`);
const [long, short] = await Promise.all([outcome("21"), outcome("3", { timeoutInSeconds: 1 })]);
console.log(`without an option, response after 21 s:  ${long}`);
console.log(`timeoutInSeconds 1, response after 3 s:  ${short}`);
server.close();
server.closeAllConnections();
const known = 'IntercomError, message "timeout"';
process.exit(stated?.includes(" 60 ") && long === known && short === known ? 0 : 1);
JS

node wait.mjs || { echo "The behaviour has changed." >&2; exit 1; }

#!/usr/bin/env bash
# Runtimes that send a request again by themselves.
#
# Expected: one call of `fetch` sends a request at most once. A server that has read a POST to its end
# and then closes the connection may have acted on it, so only the caller can decide to send it
# again; Node's fetch leaves that to the caller for every method.
#
# What happens: on a connection that an earlier request left open, Deno's fetch sends every request a
# second time, a POST with a body included. Bun's does so with GET, PUT and DELETE. Both report one
# error, as if the request had been sent once.
#
# Why it matters here: a create would be done twice, a deletion would be answered "not found", and
# an advancing read (the scroll through companies) would leave a page out. So the transport gives Deno
# the body of a write as a stream, which cannot be sent twice, and keeps such requests of both runtimes
# off kept connections.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --no-audit --no-fund --loglevel=error --ignore-scripts deno@2.9.6 bun@1.4.5 >/dev/null

cat >once.mjs <<'JS'
import { createServer } from "node:http";

const [method, body] = process.argv.slice(2);
let arrived = 0;
let isFirst = true;
const server = createServer((request, response) => {
  if (isFirst) {
    isFirst = false;
    response.end("The connection stays open.");
    return;
  }
  request.resume();
  request.on("end", () => {
    arrived += 1;
    request.socket.destroy();
  });
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const url = `http://127.0.0.1:${server.address().port}/`;
await (await fetch(url)).text();
await fetch(url, { method, body }).catch(() => {});
console.log(arrived);
process.exit(0);
JS

bun=$(ls node_modules/@oven/*/bin/bun | head -n 1)
deno=node_modules/.bin/deno
echo "Node $(node --version), Bun $("$bun" --version), $("$deno" --version | head -n 1)"

status=0
# Checks how often the server receives one request.
expect() {
  local runtime=$1 times=$2 arrived
  shift 2
  case $runtime in
    node) arrived=$(node once.mjs "$@") ;;
    bun) arrived=$("$bun" once.mjs "$@") ;;
    deno) arrived=$("$deno" run --quiet --allow-all once.mjs "$@") ;;
  esac
  echo "$runtime: one fetch of $1 arrived $arrived times"
  [[ $arrived == "$times" ]] || status=1
}
for request in "GET" "PUT x" "DELETE" "POST x"; do
  # shellcheck disable=SC2086
  expect node 1 $request
done
# shellcheck disable=SC2086
for request in "GET" "PUT x" "DELETE"; do expect bun 2 $request; done
expect bun 1 POST x
# shellcheck disable=SC2086
for request in "GET" "PUT x" "DELETE" "POST x"; do expect deno 2 $request; done
exit "$status"

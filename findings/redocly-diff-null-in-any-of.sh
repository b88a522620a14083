#!/usr/bin/env bash
# redocly diff rates another way of writing the same nullable type as a breaking change.
#
# Expected: in OpenAPI 3.1, `type: [string, "null"]` and `anyOf: [{ type: string }, { type: "null" }]` accept the
# same values. A description that changes from one to the other is a patch, as one with the list in
# another order is.
#
# What happens: the change is rated major, in both directions. From the list to anyOf, the message states that the
# type was "widened from 'string | null' to 'any'". A schema without `type` is read as any value, whatever
# its anyOf has. In the other direction, the message is that anyOf was removed.
#
# Why it matters here: a description that is written again in the other way is the same contract, and a check by this
# rating would require a major version for it. The classes of changes in this repository come from its own
# comparison, and redocly's rating is only compared with them.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --no-audit --no-fund --loglevel=error --ignore-scripts @redocly/cli@2.77.0 >/dev/null
export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true

# Prints a description whose response has a name of this schema.
describe() {
  cat <<YAML
openapi: 3.1.0
info: { title: Boats, version: "1" }
paths:
  /boat:
    get:
      operationId: getBoat
      responses:
        "200":
          description: The boat.
          content:
            application/json:
              schema: { type: object, required: [name], properties: { name: $1 } }
YAML
}
describe '{ type: [string, "null"] }' >list.yaml
describe '{ type: ["null", string] }' >order.yaml
describe '{ anyOf: [{ type: string }, { type: "null" }] }' >any-of.yaml

# Prints the rating of a change, and the messages about it.
rate() {
  npx --no-install redocly diff "$1.yaml" "$2.yaml" --format json --fail-on none 2>/dev/null |
    node -e 'const { bump, changes } = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
      const messages = changes.flatMap(({ verdicts }) => (verdicts ?? []).map(({ message }) => message));
      console.log([bump, ...messages].join(" | "));'
}
echo "redocly $(npx --no-install redocly --version 2>/dev/null)"
order=$(rate list order)
to=$(rate list any-of)
from=$(rate any-of list)
printf '%s\n' "another order:  $order" "list to anyOf:  $to" "anyOf to list:  $from"
[[ $order == patch && $to == major*"to 'any'"* && $from == major*anyOf*removed* ]] ||
  { echo "The behaviour has changed." >&2; exit 1; }

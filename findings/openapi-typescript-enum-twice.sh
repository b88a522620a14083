#!/usr/bin/env bash
# openapi-typescript --enum writes one enum twice, and the result does not compile.
#
# Expected: a schema whose parts (allOf) both have one property, with a narrower type in the second,
# is valid OpenAPI 3.1 and JSON Schema. The generated module compiles, as it does without --enum.
#
# What happens: the parts of an allOf get enums of one name, where those of a oneOf are numbered.
# TypeScript merges the two declarations and refuses the member that stands in both (TS2300, duplicate
# identifier).
#
# Why it matters here: the bundles compose schemas by allOf, so the enums that this tool generates from them
# are a module that does not compile. The types of @interkit/core are unions of strings,
# which have no such names.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --no-audit --no-fund --loglevel=error --ignore-scripts \
  openapi-typescript@7.13.0 typescript@5.9.3 >/dev/null

cat >boats.yaml <<'YAML'
openapi: 3.1.0
info: { title: Boats, version: "1" }
paths: {}
components:
  schemas:
    Cutter:
      allOf:
        - type: object
          required: [kind]
          properties: { kind: { type: string, enum: [sloop, cutter] } }
        - type: object
          properties: { kind: { type: string, enum: [cutter] }, oars: { type: integer } }
YAML

echo "openapi-typescript $(node -p 'require("openapi-typescript/package.json").version')," \
  "TypeScript $(npx --no-install tsc --version)"

# Prints the compiler's errors in the output of the generator.
compile_errors() {
  npx --no-install openapi-typescript boats.yaml "$@" --output boats.ts >/dev/null 2>&1
  npx --no-install tsc --noEmit --strict --target es2022 boats.ts || true
}
plain=$(compile_errors)
enums=$(compile_errors --enum)
echo "without --enum: ${plain:-it compiles}"
echo "with --enum: ${enums:-it compiles}"
[[ -z $plain && $enums == *"TS2300: Duplicate identifier 'cutter'"* ]]

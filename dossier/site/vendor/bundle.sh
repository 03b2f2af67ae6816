#!/usr/bin/env bash
# Make dossier/site/static/vendor/d3-zoom.min.js from the versions that package-lock.json fixes.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
out="$here/../static/vendor"
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT
cp "$here"/package.json "$here"/package-lock.json "$here"/d3-zoom.js "$scratch"
cd "$scratch"
npm ci --silent --no-audit --no-fund
versions="$(node -p 'Object.entries(require("./package.json").dependencies).map((each) => each.join(" ")).join(", ")')"
node_modules/.bin/esbuild d3-zoom.js --bundle --minify --format=iife --global-name=d3 --target=es2020 \
  --legal-comments=none --banner:js="/*! $versions. Licences: d3-zoom.LICENSE.txt */" \
  --log-level=warning --outfile="$out/d3-zoom.min.js"
for package in node_modules/d3-*; do
  printf '%s\n\n' "$(basename "$package")"
  cat "$package/LICENSE"
  printf '\n'
done > "$out/d3-zoom.LICENSE.txt"

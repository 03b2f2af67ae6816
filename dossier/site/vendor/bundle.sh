#!/usr/bin/env bash
# Make the scripts in dossier/site/static/vendor/ from the versions that package-lock.json fixes.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
out="$here/../static/vendor"
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT
cp "$here"/package.json "$here"/package-lock.json "$here"/*.js "$scratch"
cd "$scratch"
npm ci --silent --no-audit --no-fund

# bundle NAME GLOBAL PACKAGES: NAME.js as one script that defines GLOBAL, with its packages' licences beside it.
bundle() {
  local name="$1" global="$2" packages=("${@:3}") versions
  versions="$(node -p 'const { dependencies } = require("./package.json");
    Object.keys(dependencies).filter((each) => each.startsWith(process.argv[1]))
      .map((each) => `${each} ${dependencies[each]}`).join(", ")' "${name%%-*}")"
  node_modules/.bin/esbuild "$name.js" --bundle --minify --format=iife --global-name="$global" --target=es2020 \
    --legal-comments=none --banner:js="/*! $versions. Licences: $name.LICENSE.txt */" \
    --log-level=warning --outfile="$out/$name.min.js"
  for package in "${packages[@]}"; do
    printf '%s\n\n' "$(basename "$package")"
    cat "$package"/LICENSE*
    printf '\n'
  done > "$out/$name.LICENSE.txt"
}

bundle d3-zoom d3 node_modules/d3-*
bundle minisearch minisearch node_modules/minisearch

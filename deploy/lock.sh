#!/bin/sh
# Resolves the versions everything is installed at, and writes the locks. Names and hashes only: no host, no address.
# What stands in a lock already stays, unless asked otherwise: `make lock ARGS=--upgrade`.
set -eu
cd "$(dirname "$0")/.."
. deploy/setup/say.sh
. deploy/setup/python.sh
. deploy/setup/node.sh
uv=.venv/bin/uv

if ! [ -x "$uv" ]; then
    say "Installing uv, which resolves the locks."
    pip_install uv || stop "uv could not be installed; what pip said stands above. Is there a network?"
fi

resolve() { # lock, then what goes into it
    lock=$1
    shift
    say "Resolving $lock"
    "$uv" pip compile --quiet --system-certs --universal --generate-hashes --no-emit-index-url --no-annotate \
        --python-version 3.11 --custom-compile-command "make lock" --output-file "$lock" "$@" >/dev/null
}

resolve requirements-dev.lock pyproject.toml --group install --all-extras "$@"
# The smaller lock is cut from the larger, so that both name the same versions.
resolve requirements.lock pyproject.toml --group install \
    --extra node --extra hub --extra sim --constraint requirements-dev.lock "$@"
resolve requirements-node.lock deploy/node.in "$@"

# npm notes beside each package where to pay for it; a lock names no address.
say "Resolving package-lock.json"
find_node
npm install --silent --package-lock-only --ignore-scripts
node -e '
const fs = require("fs");
const lock = JSON.parse(fs.readFileSync("package-lock.json"));
for (const entry of Object.values(lock.packages)) { delete entry.funding; delete entry.resolved; }
fs.writeFileSync("package-lock.json", JSON.stringify(lock, null, 2) + "\n");
'

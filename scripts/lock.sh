#!/usr/bin/env bash
# Writes requirements/run.lock and dev.lock: every package at one version, with its hashes,
# for every platform and Python that Diglot supports. A version already locked stays;
# `scripts/lock.sh --upgrade` takes the newest, `--upgrade-package NAME` that of one package.
set -euo pipefail
cd "$(dirname "$0")/.."

uv=.venv/bin/uv
if [ ! -x "$uv" ]; then
    echo 'lock.sh: there is no .venv/bin/uv; run "make .venv/dev.stamp" first' >&2
    exit 2
fi

# usage: lock OUTPUT INPUT… [OPTION…]
lock() {
    local output=$1
    shift
    "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-annotate --no-header --output-file "requirements/$output" "$@" >/dev/null
    # A lock says what, never where from: the registry is the business of each machine.
    if grep -n '://' "requirements/$output"; then
        echo "lock.sh: requirements/$output names an address" >&2
        exit 1
    fi
}

lock run.lock pyproject.toml requirements/run.in "$@"
lock dev.lock requirements/dev.in "$@"

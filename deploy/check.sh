#!/bin/sh
# The checks of `make lint` and `make test`, in order, stopping at the first that fails.
#
#   deploy/check.sh lint            the checks that only read
#   deploy/check.sh lint tests ...  those, then the whole suite; what follows goes to pytest
set -eu
cd "$(dirname "$0")/.."
. deploy/setup/say.sh

check() { # what it is, then the command
    what=$1
    shift
    say "$what"
    "$@" || stop "$what: failed; what is wrong stands above."
}

lint() {
    check "format (mend it with: make format)" .venv/bin/ruff format --check --quiet .
    check "lint" .venv/bin/ruff check --quiet .
    check "types" .venv/bin/mypy --no-error-summary attune ward edge hub firmware_sim tests
    check "import contracts" quietly .venv/bin/lint-imports
}

tests() {
    # Two at a time, for most of them wait for real programs; one module, or class, stays together.
    check "tests" .venv/bin/python -m pytest -n 2 --dist loadscope --durations=10 "$@"
}

while [ $# -gt 0 ]; do
    case $1 in
    lint) shift; lint ;;
    tests) shift; tests "$@"; exit 0 ;;
    *) stop "deploy/check.sh knows 'lint' and 'tests', not '$1'." ;;
    esac
done

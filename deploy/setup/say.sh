# How set-up speaks: plain lines, and one plain sentence when it must stop.

say() { printf 'Attune: %s\n' "$*"; }

stop() {
    printf 'Attune cannot go on: %s\n' "$*" >&2
    exit 1
}

# Runs a command quietly, and shows what it said only when it fails.
quietly() {
    said=$("$@" 2>&1) && return 0
    printf '%s\n' "$said" | tail -n 25 >&2
    return 1
}

# pip and npm keep caches in HOME; where there is none, in the virtual environment.
home_of_our_own() {
    [ -n "${HOME:-}" ] && [ -w "$HOME" ] && return 0
    HOME="$PWD/.venv/home"
    export HOME
}

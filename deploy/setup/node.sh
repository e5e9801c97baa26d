# Node.js, which builds the front end and is not needed afterwards.

front_end() {
    packages=$(sum_of "$PWD" -- package.json package-lock.json)
    if ! is_stamped node_modules/.stamp "$packages"; then
        find_node
        say "Fetching the front-end packages of package-lock.json."
        quietly npm ci --ignore-scripts --include=dev --omit=optional ||
            stop "the front-end packages could not be fetched; what npm said stands above. Is there a network?"
        stamp node_modules/.stamp "$packages"
    fi
    sources=$(sum_of "$packages" -- deploy/build-frontend.sh $(find ward/look hub/panel/styles edge/door/styles -name '*.scss' | sort))
    if ! is_stamped node_modules/.built "$sources" || ! [ -f hub/panel/static/built/panel.css ] ||
        ! [ -f edge/door/static/built/door.css ]; then
        find_node
        say "Building the front end."
        quietly sh deploy/build-frontend.sh || stop "the front end could not be built; what sass said stands above."
        stamp node_modules/.built "$sources"
    fi
}

# Many a hospital's network vouches for what passes through it with a certificate of its own. This machine's list knows
# it; a Node.js that brings its own list has to be told.
trust_what_this_machine_trusts() {
    list=/etc/ssl/certs/ca-certificates.crt
    [ -r "$list" ] || return 0
    NODE_EXTRA_CA_CERTS=${NODE_EXTRA_CA_CERTS:-$list}
    export NODE_EXTRA_CA_CERTS
}

# Puts a Node.js that is new enough on PATH: the machine's own, or else one in the virtual environment.
find_node() {
    trust_what_this_machine_trusts
    node_will_do && return 0
    PATH="$PWD/.venv/bin:$PATH"
    export PATH
    node_will_do && return 0
    say "Installing Node.js into .venv, because this machine has none that is new enough."
    install_lock requirements-node.lock
    node_will_do || stop "Node.js 20.19 or newer is needed to build the front end, and none could be installed."
}

# sass asks for 20.19 or newer.
node_will_do() {
    command -v npm >/dev/null && npm --version >/dev/null 2>&1 &&
        node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' 2>/dev/null
}

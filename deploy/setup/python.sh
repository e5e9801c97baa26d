# The virtual environment and the packages in it.

python_packages() { # lock
    virtual_environment
    sum=$(sum_of "$PWD" "$(.venv/bin/python -V)" -- "$1" pyproject.toml)
    # The developer's lock holds all of the other, so either stamp will do for running.
    is_stamped ".venv/stamps/$1" "$sum" && return 0
    if [ "$1" = requirements.lock ]; then
        larger=$(sum_of "$PWD" "$(.venv/bin/python -V)" -- requirements-dev.lock pyproject.toml)
        is_stamped .venv/stamps/requirements-dev.lock "$larger" && return 0
    fi
    say "Installing the Python packages of $1; the first time this takes a minute or two."
    mkdir -p .venv/stamps && : >"$unfinished"
    install_lock "$1"
    pip_install --no-deps --no-build-isolation --editable . ||
        stop "Attune itself could not be installed into .venv; what pip said stands above."
    raspberry_pi_pins
    rm -f "$unfinished"
    stamp ".venv/stamps/$1" "$sum"
}

# Without dependencies, because the lock is whole, and leaves out on purpose what makers' drivers only say they need
# (see [tool.uv.pip] in pyproject.toml). Wheels only: no machine of ours has to have a compiler.
install_lock() {
    pip_install --require-hashes --no-deps --only-binary :all: --requirement "$1" ||
        stop "the packages of $1 could not be installed; what pip said stands above. Is there a network?"
}

pip_install() {
    quietly env PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore PIP_NO_INPUT=1 \
        .venv/bin/python -m pip install --quiet "$@"
}

# Stands while packages are put in: what was broken off half-way is made anew, for pip may be unable to read it.
unfinished=.venv/stamps/unfinished

virtual_environment() {
    works_with_pip .venv/bin/python && was_made_here && [ ! -e "$unfinished" ] && return 0
    find_python
    say "Making the virtual environment with $("$python" -V) in .venv"
    quietly "$python" -m venv --clear .venv || stop "$python could not make a virtual environment in .venv"
}

works_with_pip() { [ -x "$1" ] && is_new_enough "$1" && "$1" -m pip --version >/dev/null 2>&1; }

# A virtual environment that was copied or moved still starts the programs of the place it was made in.
was_made_here() { grep -qF "$PWD/.venv" .venv/bin/activate; }

# Sets `python` to one that is new enough and can make virtual environments.
find_python() {
    newest=
    for name in python3.13 python3.12 python3.11 python3 /usr/bin/python3; do
        python=$(command -v "$name") && is_new_enough "$python" || continue
        can_make_environments "$python" && return 0
        newest=${newest:-$python}
    done
    debian_install python3 python3-venv
    python=/usr/bin/python3
    is_new_enough "$python" || stop "Python 3.11 or newer is needed, and Debian's own is older: Debian 12 or later has one."
    can_make_environments "$python" ||
        stop "${newest:-$python} has no venv and ensurepip: install them for it, then try again."
}

# Runs it rather than believing its name: a version manager's stand-in may be there without its Python.
is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

can_make_environments() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }

# A Raspberry Pi whose Python has no lgpio wheel yet borrows the one that Debian builds for that same Python.
raspberry_pi_pins() {
    [ "$(uname -m)" = aarch64 ] && [ -e /dev/gpiochip0 ] || return 0
    .venv/bin/python -c 'import lgpio' 2>/dev/null && return 0
    debians=/usr/lib/python3/dist-packages
    [ -e "$debians/lgpio.py" ] || debian_install python3-lgpio
    ln -sf "$debians"/lgpio.py "$debians"/_lgpio*.so "$(.venv/bin/python -c 'import site; print(site.getsitepackages()[0])')/"
    .venv/bin/python -c 'import lgpio' ||
        stop "this Raspberry Pi's pins cannot be reached: no lgpio fits $(.venv/bin/python -V)."
}

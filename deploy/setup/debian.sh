# Programs that come from Debian, and not from Python or npm.

can_be_root() { [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null; }

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

# Installs Debian packages, or stops with the command to type.
debian_install() {
    command -v apt-get >/dev/null ||
        stop "$* must be installed, and this is not a Debian: install them as this system does, then try again."
    can_be_root || stop "$* must be installed. Type: sudo apt-get install $*"
    say "Installing $* from Debian."
    update_package_lists
    without_starting_services quietly as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install --yes --no-install-recommends "$@" ||
        stop "Debian could not install $*. Type, and read what it says: sudo apt-get install $*"
}

update_package_lists() {
    [ -z "${package_lists_updated:-}" ] || return 0
    quietly as_root apt-get update || stop "the Debian package lists could not be fetched: is there a network?"
    package_lists_updated=yes
}

# Debian starts a service as soon as it is installed, unless a policy forbids it: here for just that long.
without_starting_services() {
    policy=/usr/sbin/policy-rc.d
    if [ -e "$policy" ]; then
        "$@"
        return
    fi
    printf '#!/bin/sh\nexit 101\n' | as_root sh -c "cat >$policy && chmod 755 $policy"
    trap 'as_root rm -f "$policy"' EXIT
    "$@" && outcome=0 || outcome=$?
    as_root rm -f "$policy"
    trap - EXIT
    return "$outcome"
}

# Sees to programs; where the Debian package has another name, it stands after a "=".
debian_programs() {
    missing=
    for program in "$@"; do
        command -v "${program%=*}" >/dev/null || missing="$missing ${program#*=}"
    done
    [ -n "$missing" ] || return 0
    # shellcheck disable=SC2086  # a list of words
    debian_install $missing
    for package in $missing; do
        case $package in
        mosquitto | influxdb | victoria-metrics) not_at_boot "$package" ;;
        esac
    done
}

# Sees to a library that a wheel needs and does not bring: its file, and the package that has it.
debian_library() {
    PATH="$PATH:/sbin:/usr/sbin" ldconfig -p | grep -q "$1" || debian_install "$2"
}

# The tests start brokers and databases of their own, on ports of their own; Debian's would only be in the way.
not_at_boot() {
    command -v systemctl >/dev/null || return 0
    quietly as_root systemctl disable "$1" || say "Debian's own $1 may start at the next boot."
}

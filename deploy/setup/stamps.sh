# A stamp says from what a step was made: while that is unchanged, the step is not taken again.

# A sum over the words given first and the contents of the files given after `--`.
sum_of() {
    {
        while [ "$1" != -- ]; do
            printf '%s\n' "$1"
            shift
        done
        shift
        cat -- "$@"
    } | cksum
}

is_stamped() { [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]; } # stamp, sum

stamp() { # stamp, sum
    mkdir -p "$(dirname "$1")"
    printf '%s\n' "$2" >"$1"
}

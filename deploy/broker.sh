#!/bin/sh
# Runs mosquitto, and does not let a damaged store of its own keep it down.
#
#   deploy/broker.sh /etc/mosquitto/mosquitto.conf
#
# After a power cut mosquitto.db has been found to be all null bytes; mosquitto then ends at once,
# every time, and the ward is blind until somebody comes. Nothing that matters lives only there:
# nodes keep what they owe, and the hub says again what is retained. So a broker that ends as soon
# as it is started is started once more with its store moved aside, to *.damaged; the last of those
# is kept. If that does not help, it was not the store: it is put back.
set -eu
conf=${1:?which configuration file?}
at_once_s=5

told() { sed -n "s/^[[:space:]]*$1[[:space:]]\{1,\}//p" "$conf" | tail -n 1; }

location=$(told persistence_location)
name=$(told persistence_file)
store=${location:-./}${name:-mosquitto.db}
child=

pass_on() { [ -z "$child" ] || kill -s "$1" "$child" 2>/dev/null || :; }
trap 'pass_on TERM' TERM
trap 'pass_on INT' INT
trap 'pass_on HUP' HUP

# Its exit status, once it has really ended: a signal ends only the waiting.
mosquitto_until_it_ends() {
    mosquitto -c "$conf" &
    child=$!
    while :; do
        code=0
        wait "$child" || code=$?
        kill -0 "$child" 2>/dev/null || break
    done
    return "$code"
}

began=$(date +%s)
mosquitto_until_it_ends && exit 0 || code=$?
[ $(($(date +%s) - began)) -lt "$at_once_s" ] && [ "$(told persistence)" = true ] && [ -f "$store" ] || exit "$code"

echo "broker: ended at once, with status $code; its store may be damaged: moved to $store.damaged" >&2
mv -f "$store" "$store.damaged"
began=$(date +%s)
mosquitto_until_it_ends && exit 0 || code=$?
if [ $(($(date +%s) - began)) -lt "$at_once_s" ] && [ ! -e "$store" ]; then
    echo "broker: ended at once again, so it was not the store, which is put back" >&2
    mv -f "$store.damaged" "$store"
fi
exit "$code"

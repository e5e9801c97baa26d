#!/bin/sh
# Makes a checkout ready: the virtual environment, its packages and the built front end.
# Every step is quick the second time, and then touches no network.
#
#   deploy/setup.sh run     what running needs
#   deploy/setup.sh test    that, the tools of the developer, and the programs that the tests start
set -eu
cd "$(dirname "$0")/.."
. deploy/setup/say.sh
. deploy/setup/debian.sh
. deploy/setup/python.sh
. deploy/setup/node.sh
. deploy/setup/stamps.sh

purpose=${1:-run}
PATH="$PATH:/usr/sbin:/sbin" # where Debian keeps the broker, and an ordinary user's PATH does not look
export PATH
exec </dev/null # nothing here asks a question

home_of_our_own
case $purpose in
run)
    python_packages requirements.lock
    front_end
    ;;
test)
    debian_programs mosquitto chromium victoria-metrics influxd=influxdb systemd-analyze=systemd
    debian_library libatomic.so.1 libatomic1 # playwright's driver
    python_packages requirements-dev.lock
    front_end
    ;;
python)
    python_packages requirements-dev.lock
    ;;
*)
    stop "deploy/setup.sh knows 'run', 'test' and 'python', not '$purpose'."
    ;;
esac

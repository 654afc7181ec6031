#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# with-display.sh COMMAND…: a home, a display and a session bus of its own, so that tests of the
# window touch nothing of the person who runs them. Ends with 77 (skipped) where there is no Xvfb.
set -u
command -v Xvfb >/dev/null && command -v dbus-run-session >/dev/null || { echo "1..0 # SKIP no Xvfb or no dbus-run-session"; exit 77; }
folder=$(mktemp -d "${TMPDIR:-/tmp}/congbo-display.XXXXXX")
mkdir -m 700 "$folder/home" "$folder/run"
# Before the bus starts: what it activates (keyring, accessibility) inherits them.
export HOME=$folder/home XDG_RUNTIME_DIR=$folder/run
export XDG_DATA_HOME=$HOME/.local/share XDG_CONFIG_HOME=$HOME/.config XDG_CACHE_HOME=$HOME/.cache
export GSK_RENDERER=cairo GDK_DEBUG=gl-disable LC_ALL=C.UTF-8 LANG=C.UTF-8 NO_AT_BRIDGE=0
export PATH=/usr/bin:/bin:/usr/sbin:/sbin
mkfifo "$folder/number"
Xvfb -displayfd 3 -screen 0 "${SCREEN:-1366x768x24}" -nolisten tcp -noreset 3<>"$folder/number" >"$folder/xvfb.log" 2>&1 &
display=$!
read -r -t 20 number <"$folder/number" || { echo "Xvfb did not start:" >&2; cat "$folder/xvfb.log" >&2; exit 99; }
export DISPLAY=:$number
# What the bus starts says on its standard output is not the test's TAP: that one is kept as 3.
dbus-run-session -- bash -c 'exec "$@" >&3 3>&-' inside "$@" 3>&1 >/dev/null 2> >(grep -v -e 'dbus-daemon\[' -e 'SpiRegistry daemon' >&2)
status=$?
kill "$display" 2>/dev/null
wait "$display" 2>/dev/null
rm -rf "$folder"
exit $status

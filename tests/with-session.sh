#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# with-session.sh [--no-display] [--keyring] CMD…: CMD in a desktop session of its own: home, display
# (Xvfb), session bus; --keyring: with an unlocked keyring whose password is "test".
# Home and display are set before the bus starts, so that what the bus starts has them too.
set -euo pipefail

display=yes keyring=no
while [[ ${1:-} == --* ]]; do
  case $1 in
    --no-display) display=no ;;
    --keyring) keyring=yes ;;
    *) echo "with-session.sh: $1?" >&2; exit 2 ;;
  esac
  shift
done

# Within the session. The keyring daemon outlives its bus, so it is ended here, by its number.
if [ "${CB_SESSION_INSIDE:-}" = yes ]; then
  unset CB_SESSION_INSIDE
  keyring_pid() {
    gdbus call --session -d org.freedesktop.DBus -o /org/freedesktop/DBus \
      -m org.freedesktop.DBus.GetConnectionUnixProcessID org.freedesktop.secrets 2>/dev/null | tr -dc '0-9 ' | awk '{ print $NF }'
  }
  if [ $keyring = yes ]; then
    printf test | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
  fi
  status=0
  "$@" || status=$?
  pid=$(keyring_pid || true)
  # The last word of the answer is the process; "uint32" leaves its 32 in front of it.
  if [ -n "$pid" ] && [[ $(cat "/proc/$pid/comm" 2>/dev/null) == gnome-keyring* ]]; then
    kill "$pid" || true
  fi
  exit $status
fi

self=$(readlink -f "$0")
dir=$(mktemp -d /tmp/congbo-session.XXXXXX)
mkdir -m 700 "$dir/home" "$dir/run"
export HOME=$dir/home XDG_RUNTIME_DIR=$dir/run XDG_DATA_HOME=$dir/home/.local/share
export XDG_CONFIG_HOME=$dir/home/.config XDG_CACHE_HOME=$dir/home/.cache
export GSETTINGS_BACKEND=memory GSK_RENDERER=${GSK_RENDERER:-cairo} LC_ALL=${LC_ALL:-C.UTF-8}
unset DISPLAY WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS GNOME_KEYRING_CONTROL

xvfb=
# shellcheck disable=SC2317 # called by the trap
finish() {
  [ -z "$xvfb" ] || { kill "$xvfb" 2>/dev/null && wait "$xvfb"; } || true
  rm -rf "$dir"
}
trap finish EXIT

if [ $display = yes ]; then
  mkfifo "$dir/number"
  Xvfb -displayfd 3 -screen 0 "${SCREEN:-1280x800x24}" -nolisten tcp -noreset 3<>"$dir/number" >"$dir/xvfb.log" 2>&1 &
  xvfb=$!
  if ! read -r -t 20 number <"$dir/number"; then
    echo "with-session.sh: Xvfb did not start" >&2
    cat "$dir/xvfb.log" >&2
    exit 99
  fi
  export DISPLAY=:$number
fi

inside=("$self")
[ $keyring = no ] || inside+=(--keyring)
status=0
# What the bus starts says on its standard output is not the command's: that one is kept as 3.
CB_SESSION_INSIDE=yes dbus-run-session -- bash -c 'exec "$@" >&3 3>&-' inside "${inside[@]}" "$@" 3>&1 > /dev/null \
  2> >(grep -v -E 'dbus-daemon\[|SpiRegistry daemon' >&2) || status=$?
exit $status

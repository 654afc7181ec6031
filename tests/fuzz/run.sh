#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# run.sh TARGET...: builds the fuzz targets with clang, libFuzzer and the sanitizers in a folder of
# their own (CB_BUILD_FUZZ, build-fuzz), and runs each for CB_FUZZ_SECONDS (5), CB_FUZZ_AT_ONCE (8)
# at a time. Its corpus stays in that folder and grows from run to run. Speaks TAP.
#
# run.sh --long MINUTES TARGET...: the same one after the other, at the lowest priority, each for
# MINUTES. What it finds to grow from stays in CB_FUZZ_CORPORA (~/.cache/congbo/fuzz), and so does
# how long each target has been fuzzed in all, and how long since it last found a fault, in minutes of
# computing: that is said at the end.
set -uo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
build=${CB_BUILD_FUZZ:-$root/build-fuzz}
seconds=${CB_FUZZ_SECONDS:-5}
at_once=${CB_FUZZ_AT_ONCE:-8}
# Seconds that an input may take; one that waits for a busy machine is no fault.
patience=20
corpora=${CB_FUZZ_CORPORA:-}
long=false
if [ "${1:-}" = --long ]; then
  long=true
  seconds=$(($2 * 60))
  patience=300
  at_once=1
  corpora=${corpora:-${XDG_CACHE_HOME:-$HOME/.cache}/congbo/fuzz}
  shift 2
fi

if ! command -v clang >/dev/null; then
  echo "1..0 # SKIP there is no clang"
  exit 0
fi

# What a program printed, as comments.
as_comments() { sed 's/^/# /' "$1"; }

log=$(mktemp)
trap 'rm -f "$log"' EXIT
binaries=("${@/#/tests/fuzz/fuzz-}")
stamps=("${@/#/tests/fuzz/seeds-}")
if ! {
  [ -e "$build/build.ninja" ] ||
    CC=clang meson setup "$build" "$root" -Dfuzz=true -Dui=disabled -Db_sanitize=address,undefined \
      -Db_lundef=false -Dc_args=-fsanitize=fuzzer-no-link
  ninja -C "$build" "${binaries[@]}" "${stamps[@]/%/.stamp}"
} >"$log" 2>&1; then
  tail -n 40 "$log" >"$log.tail" && as_comments "$log.tail"
  rm -f "$log.tail"
  echo "not ok 1 - the fuzz targets are built"
  echo "1..1"
  exit 1
fi

# What is complained of is a fault; nothing is asked of the network or of the desktop.
export G_SLICE=always-malloc G_DEBUG=gc-friendly,fatal-criticals G_ENABLE_DIAGNOSTIC=0 TZ=UTC
export LC_ALL=C.UTF-8 GIO_USE_VFS=local GIO_USE_PROXY_RESOLVER=dummy GSETTINGS_BACKEND=memory
export UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
export LSAN_OPTIONS=suppressions=$root/tests/lsan.supp:print_suppressions=0

# A long run takes only time that nobody else wants. Where the kernel shares time out between
# sessions a low priority counts within one alone, so that it gets a session of its own.
calmly=()
$long && calmly=(setsid bash -c '{ echo 19 >/proc/$$/autogroup; } 2>/dev/null; exec nice -n 19 chrt --idle 0 "$@"' calmly)

declare -A running
stop() {
  [ ${#running[@]} = 0 ] || kill "${running[@]}" 2>/dev/null
  exit 130
}
trap stop INT TERM

run_target() {
  local corpus=${corpora:+$corpora/$1}
  corpus=${corpus:-$build/tests/fuzz/corpus-$1}
  mkdir -p "$corpus"
  "${calmly[@]}" "$build/tests/fuzz/fuzz-$1" -max_total_time="$seconds" -timeout="$patience" \
    -rss_limit_mb=2048 -max_len=4096 -print_final_stats=1 -artifact_prefix="$build/tests/fuzz/$1-" \
    "$corpus" "$build/tests/fuzz/seeds-$1" >"$build/tests/fuzz/$1.log" 2>&1 &
  running[$1]=$!
}

# The seconds that all targets so far have computed: on a busy machine a long run gets little of them.
count_seconds() {
  times >"$log"
  computed=$(awk 'NR == 2 { gsub(/[ms]/, " "); print int($1 * 60 + $2 + $3 * 60 + $4) }' "$log")
}

# Adds to what is known of a target: seconds in all, seconds since its last fault. One that was ended
# from outside (libFuzzer says 72) found none.
count_time() {
  local all=0 since=0
  [ -n "$corpora" ] || return 0
  [ -e "$corpora/$1.time" ] && read -r all since <"$corpora/$1.time"
  all=$((all + $2))
  if [ "$3" = 0 ] || [ "$3" = 72 ]; then since=$((since + $2)); else since=0; fi
  echo "$all $since" >"$corpora/$1.time"
  echo "# $1: $((all / 60)) min in all, $((since / 60)) min without a fault, $(find "$corpora/$1" -type f | wc -l) inputs"
}

waiting=("$@")
start_next() {
  [ ${#waiting[@]} = 0 ] && return
  run_target "${waiting[0]}"
  waiting=("${waiting[@]:1}")
}
for ((i = 0; i < at_once; i++)); do start_next; done

number=0
failed=0
times=()
for target in "$@"; do
  number=$((number + 1))
  status=0
  count_seconds
  begin=$computed
  wait "${running[$target]}" || status=$?
  unset "running[$target]"
  if [ $status = 0 ]; then
    grep -E '^stat::(number_of_executed_units|new_units_added)' "$build/tests/fuzz/$target.log" | sed 's/^/# /'
    echo "ok $number - $target for $seconds s"
  else
    # The last words name the file with the input that did it.
    tail -n 60 "$build/tests/fuzz/$target.log" >"$log"
    as_comments "$log"
    echo "not ok $number - $target for $seconds s"
    failed=1
  fi
  count_seconds
  times+=("$(count_time "$target" $((computed - begin)) $status)")
  start_next
done
[ -z "$corpora" ] || printf '%s\n' "${times[@]}"
echo "1..$number"
exit $failed

#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# run.sh TARGET...: builds the fuzz targets with clang, libFuzzer and the sanitizers in a folder of
# their own (CB_BUILD_FUZZ, build-fuzz), and runs each for CB_FUZZ_SECONDS (30), all at once. Its
# corpus stays in that folder and grows from run to run. Speaks TAP.
set -uo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
build=${CB_BUILD_FUZZ:-$root/build-fuzz}
seconds=${CB_FUZZ_SECONDS:-30}

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

run_target() {
  local corpus=$build/tests/fuzz/corpus-$1
  mkdir -p "$corpus"
  G_SLICE=always-malloc UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 \
    LSAN_OPTIONS=suppressions="$root/tests/lsan.supp":print_suppressions=0 \
    "$build/tests/fuzz/fuzz-$1" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 \
    -max_len=4096 -print_final_stats=1 -artifact_prefix="$build/tests/fuzz/$1-" \
    "$corpus" "$build/tests/fuzz/seeds-$1" >"$build/tests/fuzz/$1.log" 2>&1
}

declare -A running
for target in "$@"; do
  run_target "$target" &
  running[$target]=$!
done

number=0
failed=0
for target in "$@"; do
  number=$((number + 1))
  if wait "${running[$target]}"; then
    grep -E '^stat::(number_of_executed_units|new_units_added)' "$build/tests/fuzz/$target.log" | sed 's/^/# /'
    echo "ok $number - $target for $seconds s"
  else
    # The last words name the file with the input that did it.
    tail -n 60 "$build/tests/fuzz/$target.log" >"$log"
    as_comments "$log"
    echo "not ok $number - $target for $seconds s"
    failed=1
  fi
done
echo "1..$number"
exit $failed

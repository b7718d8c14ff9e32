#!/bin/bash
# Ends what start-radosgw.sh started in DIR, by the process ids that it left there, and removes DIR.
set -uo pipefail
DIR=$(realpath -m "${1:?usage: stop-radosgw.sh DIR}")
for file in "$DIR"/client.rgw.a.pid "$DIR"/osd.0.pid "$DIR"/mon.a.pid; do
  [ -s "$file" ] || continue
  pid=$(cat "$file")
  kill "$pid" 2> /dev/null || continue
  for _ in $(seq 1 50); do kill -0 "$pid" 2> /dev/null || break; sleep 0.1; done
  kill -9 "$pid" 2> /dev/null || true
done
rm -rf "$DIR"

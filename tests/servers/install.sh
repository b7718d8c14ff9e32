#!/bin/bash
# Installs what tests talk to: radosgw (S3), moto (Glue, Athena), botocore (the judge of requests), what links the function, and the browser that opens the report page. Debian; needs root.
# Without it those tests are ignored, each by name and reason.
set -euo pipefail
HERE=$(cd "$(dirname "$0")" && pwd)
export DEBIAN_FRONTEND=noninteractive
need=()
for package in radosgw ceph-mon ceph-osd ceph-mgr ceph-common python3-botocore gcc zlib1g-dev chromium; do
  dpkg-query -W -f '${Status}' "$package" 2> /dev/null | grep -q 'ok installed' || need+=("$package")
done
if [ ${#need[@]} -gt 0 ]; then
  apt-get update -qq
  # ceph-mgr is never started; the others depend on it being there.
  apt-get install -y -qq --no-install-recommends "${need[@]}" > /dev/null
fi
"$HERE/get-moto.sh" "${SPOTIFYPIPELINE_TOOLS:-$HOME/.cache/spotifypipeline}/moto"

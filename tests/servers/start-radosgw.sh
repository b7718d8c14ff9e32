#!/bin/bash
# Starts a single-node Ceph object gateway (monitor, memory-backed store, radosgw) on loopback for the S3 tests.
# It runs as the calling user without cephx; S3 signatures are verified all the same (key testkey, secret testsecret).
# usage: start-radosgw.sh DIR PORT [MONITOR_PORT]      the monitor takes MONITOR_PORT and the next one (default PORT+1)
# stop:  stop-radosgw.sh DIR
# needs: install.sh
set -euo pipefail
DIR=$(realpath -m "${1:?usage: start-radosgw.sh DIR PORT [MONITOR_PORT]}")
PORT=${2:?port}
MON=${3:-$((PORT + 1))}
rm -rf "$DIR"
mkdir -p "$DIR"/{mon,osd,rgw,run,log}
FSID=$(cat /proc/sys/kernel/random/uuid)
cat > "$DIR/ceph.conf" <<CONF
[global]
fsid = $FSID
mon host = [v2:127.0.0.1:$MON/0,v1:127.0.0.1:$((MON + 1))/0]
mon initial members = a
public network = 127.0.0.0/8
cluster network = 127.0.0.0/8
public addr = 127.0.0.1
cluster addr = 127.0.0.1
auth cluster required = none
auth service required = none
auth client required = none
cephx require signatures = false
run dir = $DIR/run
pid file = $DIR/\$name.pid
admin socket = $DIR/run/\$name.asok
log file = $DIR/log/\$name.log
crash dir = $DIR/run
setuser match path =
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 8
osd pool default pgp num = 8
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
mon warn on pool no redundancy = false
mon osd crush smoke test = false
mon data avail warn = 2
mon data avail crit = 1
[mon.a]
mon data = $DIR/mon
[osd.0]
osd objectstore = memstore
memstore device bytes = 4294967296
osd data = $DIR/osd
osd class update on start = false
[client.rgw.a]
# without this radosgw asks for "secure", which a monitor without cephx cannot give (error -13 for ever)
ms mon client mode = crc
# tcp_nodelay: 44 ms a GET without it, 9 ms with it
rgw frontends = beast endpoint=127.0.0.1:$PORT tcp_nodelay=1
rgw data = $DIR/rgw
rgw dns name = localhost
rgw thread pool size = 32
rgw enable usage log = false
rgw lc debug interval = 10
rgw crypt require ssl = false
CONF
export CEPH_CONF="$DIR/ceph.conf"
trap '"$(dirname "$0")/stop-radosgw.sh" "$DIR"' ERR
monmaptool --create --fsid "$FSID" --addv a "[v2:127.0.0.1:$MON,v1:127.0.0.1:$((MON + 1))]" "$DIR/monmap" > /dev/null
ceph-mon -c "$CEPH_CONF" --mkfs -i a --monmap "$DIR/monmap"
ceph-mon -c "$CEPH_CONF" -i a
ceph-osd -c "$CEPH_CONF" -i 0 --mkfs --osd-uuid "$(cat /proc/sys/kernel/random/uuid)" > /dev/null 2>&1 || true
ceph -c "$CEPH_CONF" osd new "$(cat "$DIR/osd/fsid")" 0 > /dev/null
ceph -c "$CEPH_CONF" osd crush add osd.0 1.0 root=default > /dev/null 2>&1
ceph-osd -c "$CEPH_CONF" -i 0
radosgw -c "$CEPH_CONF" -n client.rgw.a
ready=
for _ in $(seq 1 300); do
  if (exec 3<> "/dev/tcp/127.0.0.1/$PORT") 2> /dev/null; then ready=1; break; fi
  sleep 0.2
done
[ -n "$ready" ] || { echo "radosgw did not open port $PORT; see $DIR/log" >&2; false; }
radosgw-admin -c "$CEPH_CONF" user create --uid=test --display-name=test --access-key=testkey --secret-key=testsecret > /dev/null
echo "127.0.0.1:$PORT:testkey:testsecret"

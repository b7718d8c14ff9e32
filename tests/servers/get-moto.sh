#!/bin/bash
# Unpacks Debian's python3-moto (pure Python, a stand-in for Glue and Athena) beside the system's own Python, from the
# mirror that apt is set up for: Debian 12 has no package of it, so the one of the next release is taken.
# usage: get-moto.sh DIR [RELEASE]      then: DIR/moto_server -H 127.0.0.1 -p PORT
set -euo pipefail
DIR=$(realpath -m "${1:?usage: get-moto.sh DIR [RELEASE]}")
RELEASE=${2:-trixie}
[ -x "$DIR/moto_server" ] && exit 0
mkdir -p "$DIR"/{lists/partial,cache/archives/partial,site}
apt-get install -y -qq --no-install-recommends python3-flask python3-flask-cors python3-boto3 python3-responses python3-xmltodict \
  python3-cryptography python3-yaml python3-ply > /dev/null
MIRROR=$(cat /etc/apt/sources.list.d/* /etc/apt/sources.list 2> /dev/null | awk '/^URIs:/{print $2} /^deb /{print $2}' | grep -E '/debian/?$' | sort -u | sed -n 1p || true)
[ -n "$MIRROR" ] || { echo "no Debian mirror among apt's sources" >&2; exit 1; }
echo "deb $MIRROR $RELEASE main" > "$DIR/sources.list"
APT=(-o Dir::Etc::sourcelist="$DIR/sources.list" -o Dir::Etc::sourceparts=- -o Dir::State::lists="$DIR/lists" -o Dir::Cache="$DIR/cache" -o APT::Sandbox::User=root -qq)
apt-get "${APT[@]}" update
(cd "$DIR/cache" && apt-get "${APT[@]}" download python3-moto python3-jsonpath-ng python3-joserfc && for deb in *.deb; do dpkg-deb -x "$deb" "$DIR/site"; done)
rm -rf "$DIR/lists" "$DIR/cache" "$DIR/sources.list"
cat > "$DIR/moto_server" <<SERVER
#!/bin/bash
PYTHONPATH=$DIR/site/usr/lib/python3/dist-packages exec /usr/bin/python3 -c 'import sys; from moto.server import main; main(sys.argv[1:])' "\$@"
SERVER
chmod +x "$DIR/moto_server"

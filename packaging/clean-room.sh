#!/bin/sh
# Prove that a fresh Debian machine needs nothing beforehand: `sh packaging/clean-room.sh FOLDER [COMMAND...]` (as root).
# Makes a minimal Debian 12 (SUITE=trixie: 13) in FOLDER (kept, if it is there already), clones what is committed here
# into it, runs each COMMAND there (default: both of ours, the first one twice) and prints how long each took.
# The mirror, proxies, certificates and package index are those this machine is set up with.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
[ $# -ge 1 ] || { sed -n '2,5s/^# //p' "$0"; exit 2; }
room=$(mkdir -p "$1" && CDPATH='' cd -- "$1" && pwd)
shift
[ $# -gt 0 ] || set -- "sh packaging/run.sh" "sh packaging/run.sh --help" "sh packaging/test.sh"

timed() {  # timed NAME COMMAND...
    name=$1
    shift
    begin=$(date +%s%N)
    code=0
    "$@" || code=$?
    took=$((($(date +%s%N) - begin) / 1000000))
    printf '>> %s: exit %s, %s.%03d s\n' "$name" "$code" $((took / 1000)) $((took % 1000))
    [ "$code" -eq 0 ] || failed=1
}

failed=0
if [ ! -d "$room/etc/apt" ]; then
    # shellcheck disable=SC2016  # apt's own names
    mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Origin: Debian' 'Created-By: Packages' | head -n 1)
    timed debootstrap debootstrap --variant=minbase "${SUITE:-bookworm}" "$room" "$mirror" >"$room.debootstrap.log"
    tail -n 1 "$room.debootstrap.log"
fi
cp -L /etc/resolv.conf /etc/hosts "$room/etc/"
[ ! -f /etc/pip.conf ] || cp /etc/pip.conf "$room/etc/"
passed_on=$(env | grep -iE '^(pip_|https?_proxy|no_proxy)[a-z_]*=[^ ]*$' || true)
if [ -f /etc/ssl/certs/ca-certificates.crt ]; then  # under a name of its own: Debian writes the usual one anew
    cp -L /etc/ssl/certs/ca-certificates.crt "$room/srv/certificates.pem"
    passed_on="$passed_on PIP_CERT=/srv/certificates.pem"
fi
rm -rf "$room/srv/fupin"
git clone -q --no-hardlinks "$root" "$room/srv/fupin"

mount --bind /proc "$room/proc"
mount --bind /dev "$room/dev"
trap 'umount "$room/proc" "$room/dev"' EXIT
for command in "$@"; do
    # shellcheck disable=SC2086  # one word per variable
    timed "$command" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/srv CI=true $passed_on \
        chroot "$room" sh -c "cd /srv/fupin && $command" </dev/null
done
exit "$failed"

# Sourced by run.sh and test.sh, which set $root: all that a fresh Debian machine needs before the product starts.
# Everything is printed on standard error, so that standard output stays the product's own.
# shellcheck shell=sh
: "${root:?}"

say() {  # say ZH EN
    printf '%s\n%s\n' "$1" "$2" >&2
}

fail() {  # fail ZH EN
    say "$@"
    exit 1
}

installed() {  # is this Debian package installed?
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        return 1
    fi
}

apt_install() {  # apt_install PACKAGE...; when it cannot, says what to type and goes on
    say "正在安装系统软件包：$*" "Installing system packages: $*"
    if ! { as_root apt-get update -q && as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -q -y --no-install-recommends "$@"; } </dev/null >&2; then
        say "未能装好。请手动输入下面一行，然后重试：" "That did not work. Type this line, then try again:"
        say "    apt-get update && apt-get install $*" "    (as root · 以 root 身份)"
    fi
}

# The names in debian-libraries.txt that are not installed, for "run" or "test".
missing_libraries() {
    wanted=run
    [ "$1" = test ] && wanted='run|test'
    sed -nE "s/^($wanted) //p" "$root/packaging/debian-libraries.txt" | while IFS='| ' read -r name other; do
        if ! installed "$name" && ! { [ -n "$other" ] && installed "$other"; }; then
            if [ -n "$other" ] && ! apt-cache show "$name" >/dev/null 2>&1; then name=$other; fi
            printf '%s ' "$name"
        fi
    done
}

ensure_libraries() {
    if ! command -v dpkg-query >/dev/null; then
        say "这不是 Debian 系统：请自行装好 packaging/debian-libraries.txt 所列的库。" \
            "This is not a Debian system: see packaging/debian-libraries.txt for the libraries it takes."
        return
    fi
    missing=$(missing_libraries "$1")
    # shellcheck disable=SC2086  # a list of names
    [ -z "$missing" ] || apt_install $missing
}

find_python() {  # prints the first Python 3.11 to 3.13 that can make an environment
    for name in python3 python3.13 python3.12 python3.11; do
        if "$name" -c 'import ensurepip, sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
            2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    return 1
}

ensure_environment() {  # ensure_environment EXTRA STAMP: .venv with the locked versions
    python=$(find_python) || { apt_install python3-venv; python=$(find_python); } || fail \
        "找不到 Python 3.11 至 3.13（以及 python3-venv）。" "No Python 3.11 to 3.13 with python3-venv was found."
    say "正在准备运行环境（首次约需一两分钟，下载约 130 MB）……" \
        "Preparing the environment (the first time: a minute or two, some 130 MB to download) ..."
    rm -f "$root"/.venv/stamp-*
    made_for="$("$python" -V) $root"  # an environment does not survive being moved
    if [ "$(cat "$root/.venv/made-for" 2>/dev/null)" != "$made_for" ]; then
        "$python" -m venv --clear "$root/.venv" >&2
        echo "$made_for" >"$root/.venv/made-for"
    fi
    quiet=-q
    [ -t 2 ] && quiet=
    # By environment, so that the tools which build our own package are locked too; relative, as the value is split at blanks.
    # shellcheck disable=SC2086
    (
        cd "$root"
        export PIP_CONSTRAINT=packaging/constraints.txt PIP_BUILD_CONSTRAINT=packaging/constraints.txt
        export PIP_DISABLE_PIP_VERSION_CHECK=1
        .venv/bin/python -m pip install $quiet -e ".$1"
    ) </dev/null >&2 || fail \
        "下载或安装未完成。请检查网络后重试；需要就近镜像时，先设置环境变量 PIP_INDEX_URL。" \
        "The download or installation did not finish. Check the network and try again; PIP_INDEX_URL names a mirror."
}

ensure_catalogues() {  # .po -> .mo whenever a .po changed
    stamp=$(cat "$root"/i18n/*/LC_MESSAGES/*.po 2>/dev/null | cksum)
    [ "$stamp" = "$(cat "$root/.venv/stamp-catalogues" 2>/dev/null)" ] && return
    "$root/.venv/bin/python" "$root/packaging/catalogue.py" compile >&2
    echo "$stamp" >"$root/.venv/stamp-catalogues"
}

environment_stamp() {
    {
        echo "$root"
        "$root/.venv/bin/python" -V
        cat "$root/pyproject.toml" "$root/packaging/constraints.txt"
    } 2>/dev/null | cksum
}

set_up() {  # set_up run|test
    ensure_libraries "$1"
    extra=
    [ "$1" = test ] && extra='[test]'
    stamp=$(environment_stamp)
    if [ "$stamp" != "$(cat "$root/.venv/stamp-$1" 2>/dev/null)" ]; then
        ensure_environment "$extra"
        stamp=$(environment_stamp)
        echo "$stamp" >"$root/.venv/stamp-run"
        [ "$1" = run ] || echo "$stamp" >"$root/.venv/stamp-test"
    fi
    ensure_catalogues
}

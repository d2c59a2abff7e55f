#!/bin/sh
# Check everything: `sh packaging/test.sh [what pytest takes]`. The first start also sets everything up.
# Every stage runs, whatever the ones before it said; pytest comes last.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
. "$root/packaging/setup.sh"

set_up test
cd "$root"
export QT_QPA_PLATFORM="${QT_QPA_PLATFORM:-offscreen}"
bin=.venv/bin
failed=

stage() {  # stage NAME COMMAND...
    name=$1
    shift
    echo "== $name"
    "$@" || failed="$failed $name"
}

stage lint $bin/ruff check
stage format $bin/ruff format --check
stage types $bin/mypy
stage layers $bin/lint-imports
stage catalogues $bin/python packaging/catalogue.py check
echo "== before pytest: ${failed:+FAILED:}${failed:-all passed}"
# Long tests lie together: whoever has none left takes from the other
stage pytest $bin/python -m pytest -n auto --dist worksteal "$@"

if [ -n "$failed" ]; then
    echo "未通过 · FAILED:$failed"
    exit 1
fi

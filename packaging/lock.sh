#!/bin/sh
# Resolve the locked versions anew (needs uv): constraints.txt, the newest that fit, which run.sh and test.sh install;
# lowest.txt, the lowest that pyproject.toml promises, to be tried now and then. For Python 3.11 to 3.13.
set -eu
cd "$(dirname -- "$0")/.."

lock() {  # lock FILE ARGUMENT...
    file=$1
    shift
    uv pip compile --quiet --universal --python-version 3.11 --extra test --upgrade --no-annotate \
        --custom-compile-command "sh packaging/lock.sh" --output-file "packaging/$file" "$@" pyproject.toml
}

lock constraints.txt packaging/lock.in
lock lowest.txt --resolution lowest-direct

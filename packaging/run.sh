#!/bin/sh
# Start the product: `sh packaging/run.sh [what fupin takes]`. The first start also sets everything up.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
. "$root/packaging/setup.sh"

set_up run

if [ $# -eq 0 ] && [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    out=${XDG_DATA_HOME:-${HOME:-/tmp}/.local/share}/fupin-desktop/tour-$(date +%Y%m%d-%H%M%S)
    say "没有显示器，无法打开窗口。改为演示全部主要工作，结果放在：$out" \
        "There is no display to open a window on. Showing the whole main job instead; its results go to: $out"
    set -- tour --out "$out"
fi
exec "$root/.venv/bin/fupin" "$@"

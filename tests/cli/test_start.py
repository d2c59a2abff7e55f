"""The command line starts without what only some verbs need: a help text waits for no library of paper."""

import subprocess
import sys


def test_help_loads_no_library_of_paper() -> None:
    code = (
        "import sys; from fupin_desktop.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "print('LOADED', sorted({name.split('.')[0] for name in sys.modules} & {'reportlab', 'openpyxl', 'PySide6'}))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told.splitlines()[-1] == "LOADED []"

"""`python -m fupin_desktop` is `fupin`."""

import sys

from fupin_desktop.cli import main

if __name__ == "__main__":
    sys.exit(main())

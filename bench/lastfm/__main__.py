"""`python -m bench.lastfm`."""

import sys

from bench.lastfm.command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

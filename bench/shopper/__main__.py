"""`python -m bench.shopper`: the simulator's version and hash."""

import sys

from bench.shopper.frozen import stamp

sys.stdout.write(stamp() + "\n")

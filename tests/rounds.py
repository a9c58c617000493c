"""How often a fault is survived: three times in `make test-heavy`, twenty in `make test-faults`."""

import os

ROUNDS = int(os.environ.get("ROUNDS", 3))
MANY = ROUNDS > 3
EVERY_ROUND = range(ROUNDS)

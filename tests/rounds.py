"""How often a fault is survived: three times in `make test-heavy`, twenty in `make test-faults`."""

import os

ROUNDS = int(os.environ.get("ROUNDS", 3))
MANY = ROUNDS > 3
EVERY_ROUND = range(ROUNDS)
DEAR_ROUNDS = range(ROUNDS if MANY else 1)  # of what takes long, or stands in `make test`

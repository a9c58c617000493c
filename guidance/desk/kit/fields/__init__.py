"""Fields of the desk that are picked, never typed: rows of a rule, answers, what a tick settles."""

"""What was written in one interview.

The sheet with its versions and what two devices both changed (`answers`), what a tick answers besides
(`ticks`), the one module that seals and opens it (`sealing`), the agreed meeting (`meeting`), and the
fields and forms that write on it (`names`, `fields`, `forms`).
"""

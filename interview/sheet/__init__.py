"""What was written: the sheet of answers, its sealing, and the fields and forms that write on it."""

"""Where made-up answers are tried out and kept as example cases."""

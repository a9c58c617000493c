"""What follows from made-up answers; such answers are kept as example cases."""

"""What stands around saving a form: two editors on one row, what is asked first, what is said after it."""

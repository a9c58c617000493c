"""Whose service this is: its accounts, its own row in the admin, its statements."""

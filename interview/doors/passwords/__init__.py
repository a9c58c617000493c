"""What no password may be, and how passwords are hashed. Settings name these; the doors import none of it."""

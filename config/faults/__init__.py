"""What went wrong beneath the app, told as what it is."""

"""What leaves the service on paper or as a file. Nothing of it is stored here."""

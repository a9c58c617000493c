"""Whether an installation is as it should be, in sentences for whoever keeps it up (`manage.py doctor`)."""

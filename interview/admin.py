"""Where Django looks for pages of the admin. They are in ``organisation``, and register themselves."""

from .organisation import accounts, admin, log_of_use  # noqa: F401

"""Where Django looks for pages of the admin. They are in ``organisation``, and register themselves."""

from .organisation import accounts, admin  # noqa: F401

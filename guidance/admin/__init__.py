"""The editor's desk: the draft as plain Django admin pages, and publishing it.

``entries`` has a page for each kind of content, ``forms`` what all their forms keep right, ``deleting``
what may be deleted rather than retired, ``editions`` what was published. No interview has a page here.
"""

from . import editions, entries  # noqa: F401 -- they register themselves

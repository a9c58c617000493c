"""The editor's desk: the draft as plain Django admin pages, and publishing it.

``entries`` has a page for each kind of content, ``forms`` what all their forms keep right, ``deleting``
what may be deleted rather than retired, ``editions`` what was published, ``trying`` the page where answers
are tried out, ``expectations`` the example cases and ``outcomes`` how they come out. No interview is here.
"""

from . import editions, entries, expectations  # noqa: F401 -- they register themselves

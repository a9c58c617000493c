"""The editor's desk: the draft as plain Django admin pages, and publishing it.

``entries`` has a page for each kind of content, ``forms`` what all their forms keep right, ``deleting``
what may be deleted rather than retired, ``editions`` what was published. ``leads`` and its ``picture`` tell
what leads to what, ``uses`` says on each form where the thing is used. No interview has a page here.
"""

from . import editions, entries  # noqa: F401 -- they register themselves

"""The editor's desk: the draft as plain Django admin pages, and publishing it.

``entries`` has a page for each kind of content, ``forms`` what all their forms keep right, ``meanwhile`` what
happens when two edit one row, ``order`` how rows are put in order, ``deleting`` what may be deleted rather
than retired, ``editions`` what was published, ``remarks`` what workers said of it, ``start`` the page that
says what waits, ``leads`` and ``translations`` the guidance as a whole, ``trying`` the page where answers are
tried out, ``expectations`` the example cases and ``outcomes`` how they come out. No interview is here.
"""

from . import editions, entries, expectations, remarks, start  # noqa: F401 -- they register themselves

"""Dates and times in Swedish as they are written in Finland; Django's own are those of Sweden."""

DATE_FORMAT = "j F Y"
TIME_FORMAT = "G.i"
DATETIME_FORMAT = "j F Y \\k\\l. G.i"
SHORT_DATE_FORMAT = "j.n.Y"
SHORT_DATETIME_FORMAT = "j.n.Y G.i"
DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d.%m.%Y"]

"""What follows from what: the guidance as plain values, and the next steps that answers lead to.

Plain Python. Here live the shapes of the content (`shapes`), its strict reading (`readers`, `reading`),
what answers make true (`conditions`), the engine (`next_steps`), the content without its additions
(`additions`), what an edition lacks (`completeness`), the safety rules (`proof`), the editors' example cases
(`expectations`), how two guidances differ for the same answers (`side_by_side`) and how rows are reasoned
about (`claims`).

Nothing here may import Django, read a file, a clock or a database, know who is at the screen, or word
a sentence for a person: what is wrong is a `Problem` of a named kind, worded in `guidance/wording`.
"""

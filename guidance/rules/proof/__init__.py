"""Whether a guidance may be published: what it lacks, and its safety rules for any answers whatever.

A safety rule (`safety_rules`) is a set of claims (`claims`). A claim is shown row by row where that suffices
(`row_by_row`); what that leaves open is decided by a search that never gives up (`search`). What an edition
lacks besides is in `completeness`; all reasons together are in `reasons`.
"""

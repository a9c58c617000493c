"""The names of the fields (`docs/contract.md`), in forms and on the sheet: ``check-threat``, ``label`` …"""

from typing import NamedTuple


class Field(NamedTuple):
    """What a field is, and the id of what it belongs to; the label of an interview belongs to nothing."""

    kind: str
    id: str = ""

    @classmethod
    def named(cls, name: str) -> "Field":
        kind, _dash, identifier = name.partition("-")
        return cls(kind, identifier)

    @property
    def name(self) -> str:
        return f"{self.kind}-{self.id}" if self.id else self.kind

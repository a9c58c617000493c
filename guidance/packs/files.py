"""Pack files: YAML in one canonical form, read safely.

Aliases, doubled keys, files over five megabytes and those with far more parts than any guidance has are
refused, the latter before anything is built of them. Dates and times stay strings, and ``yes`` and ``no`` are
words, not truth values, whether or not somebody quoted them.
"""

import re
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any, NoReturn

import yaml
from django.utils.translation import gettext as _

from . import slips

LARGEST = 5_000_000
BUILT_IN = Path(__file__).with_name("built-in.yaml")
WIDTH = 100
MOST_PARTS = 100_000  # nearly fifteen times what the built-in guidance has
LINE_ENDS = "\n\r\x85\u2028\u2029"
DEEPEST = 30  # how many lists and mappings may stand in one another; a pack has nine

# PyYAML's own loader is Python and takes a minute for what libyaml reads in seconds.
_Fastest = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


class PackUnreadable(Exception):
    """The file is no pack at all; the message is a sentence for whoever chose the file."""


class _Loader(_Fastest):  # type: ignore[valid-type, misc]  # which of the two is known only where it runs
    """Reads what the canonical form writes: words, lists, mappings without doubled keys, true and false,
    whole numbers, and nothing. Whatever else YAML would make of a word, such as a day or a number in base
    sixty, is a word."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    yaml_constructors: dict[str | None, Callable[..., Any]] = {}

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen = set()
        for key, _value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.MarkedYAMLError(problem=_("avaimen pitää olla sana"), problem_mark=key.start_mark)
            if key.value in seen:
                raise yaml.MarkedYAMLError(
                    problem=_("”%(key)s” on kahteen kertaan") % {"key": key.value},
                    problem_mark=key.start_mark,
                )
            seen.add(key.value)
        # Not the safe loader's own, which merges mappings into one another first.
        return yaml.constructor.BaseConstructor.construct_mapping(self, node, deep)


def _whole_number(loader: _Loader, node: yaml.ScalarNode) -> int:
    return int(loader.construct_scalar(node))  # Python refuses more digits than it reads quickly


def _of_another_type(loader: _Loader, node: yaml.Node) -> NoReturn:
    raise yaml.MarkedYAMLError(problem=_("YAML-tyyppejä (!) ei sallita"), problem_mark=node.start_mark)


YAML = "tag:yaml.org,2002:"
for _kind in ("str", "seq", "map", "bool", "null"):
    _Loader.add_constructor(YAML + _kind, yaml.SafeLoader.yaml_constructors[YAML + _kind])
_Loader.add_constructor(f"{YAML}int", _whole_number)
_Loader.add_constructor(None, _of_another_type)
for _kind, _written, _beginnings in (
    ("bool", r"true|false", "tf"),
    ("int", r"[-+]?(?:0|[1-9][0-9]{0,17})", "-+0123456789"),
    ("null", r"|~|null|Null|NULL", ["~", "n", "N", ""]),
):
    _Loader.add_implicit_resolver(YAML + _kind, re.compile(rf"(?:{_written})\Z"), list(_beginnings))


class _Dumper(yaml.SafeDumper):
    """One canonical form: keys in the pack's order, lists of plain words on one line."""

    yaml_implicit_resolvers = {
        first: [(tag, regexp) for tag, regexp in resolvers if not tag.endswith(":timestamp")]
        for first, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
    }

    def ignore_aliases(self, data: object) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        return super().increase_indent(flow, indentless)


def _represent_list(dumper: _Dumper, values: list[Any]) -> yaml.Node:
    words = bool(values) and all(isinstance(value, str) for value in values)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", values, flow_style=words or not values)


def _represent_string(dumper: _Dumper, text: str) -> yaml.Node:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(list, _represent_list)
_Dumper.add_representer(str, _represent_string)


def read_pack_file(path: Path | str) -> dict[str, Any]:
    """The pack in the file at ``path``; raises PackUnreadable with a sentence naming the place."""
    path = Path(path)
    try:
        if path.stat().st_size > LARGEST:
            raise PackUnreadable(_("Tiedosto on yli 5 megatavua, joten sitä ei luettu."))
        return read_pack(path.read_bytes())
    except OSError as error:
        raise PackUnreadable(
            _("Tiedostoa %(path)s ei voi lukea: %(why)s.") % {"path": path, "why": error.strerror}
        ) from error


def read_pack(raw: bytes) -> dict[str, Any]:
    """The pack in ``raw`` (UTF-8 YAML, at most 5 MB); raises PackUnreadable."""
    if len(raw) > LARGEST:
        raise PackUnreadable(_("Tiedosto on yli 5 megatavua, joten sitä ei luettu."))
    try:
        text = raw.decode("utf-8-sig")  # some editors put a mark of the encoding in front
    except UnicodeDecodeError as error:
        raise PackUnreadable(_("Tiedosto ei ole UTF-8-tekstiä.")) from error
    try:
        _look_through(text)
        pack = yaml.load(text, _Loader)  # noqa: S506 -- a safe loader, made stricter
    except yaml.MarkedYAMLError as error:
        raise PackUnreadable(slips.in_words(error, text)) from error
    except yaml.reader.ReaderError as error:
        raise PackUnreadable(slips.of_a_letter(error, text)) from error
    except (yaml.YAMLError, RecursionError, ValueError, LookupError, AttributeError) as error:
        raise PackUnreadable(_("Tiedosto ei ole YAML-muotoa.")) from error
    if not isinstance(pack, dict):
        raise PackUnreadable(_("Tiedostossa ei ole ohjeistoa: odotettiin avaimia, kuten stages ja steps."))
    return pack


def _look_through(text: str) -> None:
    """Refuse what would take long or much memory to build, going through the file part by part."""
    _refuse_short_names_for_types(text)
    depth, lines = 0, text.splitlines()
    for number, event in enumerate(yaml.parse(text, _Loader)):
        mark = event.start_mark
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent):
            why = _("viittauksia (*) ei sallita")
        elif depth > DEEPEST:
            why = _("kohtia on liian monta sisäkkäin")
        elif number > MOST_PARTS:
            why = _("tässä on jo enemmän kohtia kuin ohjeistossa voi olla")
        elif slips.cut_short(event, lines):
            why, mark = str(slips.CUT_SHORT), event.end_mark
        else:
            continue
        raise yaml.MarkedYAMLError(problem=why, problem_mark=mark)  # type: ignore[arg-type]  # libyaml's own


def _refuse_short_names_for_types(text: str) -> None:
    """Each is compared with all before it, and no part is told before the last of them."""
    at_first = text.startswith(("%TAG", "\ufeff%TAG"))
    if at_first or any(f"{end}%TAG" in text for end in LINE_ENDS):
        raise PackUnreadable(_("YAML-lyhenteitä (%) ei sallita."))


def write_pack(pack: dict[str, Any]) -> str:
    """``pack`` in the canonical form; reading it back and writing it again gives the same bytes."""
    return yaml.dump(
        pack, Dumper=_Dumper, sort_keys=False, allow_unicode=True, default_flow_style=False, width=WIDTH
    )

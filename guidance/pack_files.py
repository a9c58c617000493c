"""Pack files: YAML in one canonical form, read safely.

Aliases, doubled keys, files over five megabytes and those with far more parts than any guidance has are
refused, the latter before anything is built of them. Dates stay strings, and ``yes`` and ``no`` are words,
not truth values, whether or not somebody quoted them.
"""

from pathlib import Path

import yaml
from django.utils.translation import gettext as _

LARGEST = 5_000_000
BUILT_IN = Path(__file__).parent / "packs" / "built-in.yaml"
WIDTH = 100
MOST_PARTS = 100_000  # nearly fifteen times what the built-in guidance has
DEEPEST = 30  # how many lists and mappings may stand in one another; a pack has nine

# PyYAML's own loader is Python and takes a minute for what libyaml reads in seconds.
_Fastest = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class PackUnreadable(Exception):
    """The file is no pack at all; the message is a sentence for whoever chose the file."""


class _Loader(_Fastest):
    """The safe loader without doubled keys, dates and truth values other than true and false."""

    yaml_implicit_resolvers = {
        first: [(tag, regexp) for tag, regexp in resolvers if not tag.endswith((":timestamp", ":bool"))]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node, deep=False):
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
        return super().construct_mapping(node, deep)


_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", yaml.resolver.re.compile(r"^(true|false)$"), list("tf")
)


class _Dumper(yaml.SafeDumper):
    """One canonical form: keys in the pack's order, lists of plain words on one line."""

    yaml_implicit_resolvers = {
        first: [(tag, regexp) for tag, regexp in resolvers if not tag.endswith(":timestamp")]
        for first, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
    }

    def ignore_aliases(self, data):
        return True

    def increase_indent(self, flow=False, indentless=False):
        return super().increase_indent(flow, indentless)


def _represent_list(dumper, values):
    words = bool(values) and all(isinstance(value, str) for value in values)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", values, flow_style=words or not values)


def _represent_string(dumper, text):
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(list, _represent_list)
_Dumper.add_representer(str, _represent_string)


def read_pack_file(path: Path | str) -> dict:
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


def read_pack(raw: bytes) -> dict:
    """The pack in ``raw`` (UTF-8 YAML, at most 5 MB); raises PackUnreadable."""
    if len(raw) > LARGEST:
        raise PackUnreadable(_("Tiedosto on yli 5 megatavua, joten sitä ei luettu."))
    try:
        text = raw.decode("utf-8-sig")  # some editors put a mark of the encoding in front
        _look_through(text)
        pack = yaml.load(text, _Loader)  # noqa: S506 -- a safe loader, made stricter
    except UnicodeDecodeError as error:
        raise PackUnreadable(_("Tiedosto ei ole UTF-8-tekstiä.")) from error
    except yaml.MarkedYAMLError as error:
        raise PackUnreadable(_unreadable(error)) from error
    except (yaml.YAMLError, RecursionError, ValueError, LookupError, AttributeError) as error:
        raise PackUnreadable(_("Tiedosto ei ole YAML-muotoa.")) from error
    if not isinstance(pack, dict):
        raise PackUnreadable(_("Tiedostossa ei ole ohjeistoa: odotettiin avaimia, kuten stages ja steps."))
    return pack


def _look_through(text: str) -> None:
    """Refuse what would take long or much memory to build, going through the file part by part."""
    depth = 0
    for number, event in enumerate(yaml.parse(text, _Loader)):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent):
            why = _("viittauksia (*) ei sallita")
        elif depth > DEEPEST:
            why = _("kohtia on liian monta sisäkkäin")
        elif number > MOST_PARTS:
            why = _("tässä on jo enemmän kohtia kuin ohjeistossa voi olla")
        else:
            continue
        raise yaml.MarkedYAMLError(problem=why, problem_mark=event.start_mark)


def write_pack(pack: dict) -> str:
    """``pack`` in the canonical form; reading it back and writing it again gives the same bytes."""
    return yaml.dump(
        pack, Dumper=_Dumper, sort_keys=False, allow_unicode=True, default_flow_style=False, width=WIDTH
    )


def _unreadable(error: yaml.MarkedYAMLError) -> str:
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else "?"
    return _("Rivi %(line)s: %(problem)s.") % {"line": line, "problem": error.problem}

"""The ``[tool.certainty]`` table of a project's ``pyproject.toml``: what to check, and how.

.. code-block:: toml

    [tool.certainty]
    standard = "phia"                       # where --standard is not given
    ignore = ["mixed-rows"]                 # rules that are off
    enable = ["confidence-with-likelihood"] # rules that are on though the standard has them not
    allow = ["in all likelihood"]           # words in which nothing is found
    severity = {stacked-hedges = "error"}

    [[tool.certainty.house]]                # rules of your own
    rule = "no-robust"
    phrases = ["robust", "going forward"]   # or: pattern = "a regular expression"
    message = "say what was done"
    severity = "note"                       # "warning" where it is missing
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import cast

from certainty.errors import LexiconError, SettingsError
from certainty.standards.catalogue import standards
from certainty.standards.findings import SEVERITIES, Severity
from certainty.standards.rules import RULE_IDS
from certainty.toml_tables import Table, read_toml

_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class HouseRule:
    """A rule of your own: words or a regular expression, and what to do about them."""

    rule: str
    pattern: re.Pattern[str]
    message: str
    severity: Severity = "warning"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a project wants checked.

    ``standard`` is ``None`` where the project names none; ``allow`` holds words in which
    nothing is found, whatever the case.
    """

    standard: str | None = None
    ignore: tuple[str, ...] = ()
    enable: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    house: tuple[HouseRule, ...] = ()

    @property
    def rule_ids(self) -> tuple[str, ...]:
        """The ids of all rules, the project's own behind the shipped ones."""
        return (*RULE_IDS, *(rule.rule for rule in self.house))


def parse_settings(text: str, file: str = "pyproject.toml") -> Settings:
    r"""The settings of a TOML text; `SettingsError` with all faults at once.

    >>> parse_settings('[tool.certainty]\nallow = ["slim chance"]').allow
    ('slim chance',)
    """
    try:
        root = read_toml(text, file)
    except LexiconError as error:
        raise SettingsError(error.problems) from error
    tool = root.values.get("tool", {})
    values = tool.get("certainty", {}) if isinstance(tool, dict) else {}
    problems: list[str] = []
    if not isinstance(values, dict):
        raise SettingsError(
            (f"{file}: tool.certainty: is no table; head it with [tool.certainty]",)
        )
    table = Table(values, file=file, where="tool.certainty", problems=problems)
    settings = _settings(table)
    if problems:
        raise SettingsError(tuple(problems))
    return settings


def read_settings(path: str | Path) -> Settings:
    """The settings of a file; `SettingsError` where it cannot be read or is at fault."""
    try:
        return parse_settings(Path(path).read_text("utf-8"), str(path))
    except OSError as error:
        reason = error.strerror or str(error)
        raise SettingsError((f"{path}: cannot be read ({reason}); check the path",)) from error
    except UnicodeDecodeError as error:
        raise SettingsError((f"{path}: not UTF-8; save it as UTF-8",)) from error


def find_settings(folder: Path) -> Settings:
    """The settings of the nearest ``pyproject.toml`` with a table of ours, upwards."""
    for place in (folder, *folder.parents):
        file = place / "pyproject.toml"
        if file.is_file() and "tool.certainty" in file.read_text("utf-8", errors="replace"):
            return read_settings(file)
    return Settings()


def _settings(table: Table) -> Settings:
    house = tuple(rule for part in table.tables("house", name="rule") for rule in _house(part))
    known = (*RULE_IDS, *(rule.rule for rule in house))
    _check_unique(table, known)
    ignore, enable = table.texts("ignore"), table.texts("enable")
    for key, names in (("ignore", ignore), ("enable", enable)):
        _check_rules(table, key, names, known)
    for rule in sorted({*ignore} & {*enable}):
        table.fault("enable", f"{rule!r} is also in ignore; keep one of the two")
    settings = Settings(
        _standard(table), ignore, enable, table.texts("allow"), _severities(table, known), house
    )
    table.close()
    return settings


def _standard(table: Table) -> str | None:
    if "standard" not in table.values:
        table.text("standard")
        return None
    return table.choice("standard", tuple(standards())) or None


def _severities(table: Table, known: Sequence[str]) -> dict[str, Severity]:
    given = table.table("severity").values
    _check_rules(table, "severity", given, known)
    for rule, value in given.items():
        if value not in SEVERITIES:
            wanted = ", ".join(SEVERITIES)
            table.fault("severity", f"{value!r} for {rule!r} is unknown; use one of {wanted}")
    return cast("dict[str, Severity]", given)


def _check_rules(table: Table, key: str, names: Iterable[str], known: Sequence[str]) -> None:
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            mend = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(known)}"
            table.fault(key, f"there is no rule {name!r}; {mend}")


def _check_unique(table: Table, known: Sequence[str]) -> None:
    for name in sorted({name for name in known if known.count(name) > 1}):
        table.fault("house", f"the rule {name!r} is there twice; give one another id")


def _house(table: Table) -> list[HouseRule]:
    """The rule of a table, or none where it is at fault."""
    rule = table.text("rule", required=True)
    message = table.text("message", required=True)
    given = "severity" in table.values
    severity = table.choice("severity", SEVERITIES) if given else "warning"
    phrases, source = table.texts("phrases"), table.text("pattern")
    if rule and not _ID.fullmatch(rule):
        table.fault("rule", f"{rule!r} is no id; write small letters and hyphens, as no-robust")
    if bool(phrases) == bool(source):
        table.fault("phrases", "give either phrases or a pattern")
    table.close()
    pattern = _compiled(table, phrases, source)
    if not (rule and message and severity and pattern):
        return []
    return [HouseRule(rule, pattern, message, cast("Severity", severity))]


def _compiled(table: Table, phrases: Sequence[str], source: str) -> re.Pattern[str] | None:
    if phrases:
        words = "|".join(_words(phrase) for phrase in sorted(phrases, key=len, reverse=True))
        return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
    try:
        pattern = re.compile(source, re.IGNORECASE)
    except re.error as error:
        table.fault("pattern", f"{source!r} is no regular expression: {error}; mend it")
        return None
    if pattern.match(""):
        if source:
            table.fault("pattern", f"{source!r} matches nothing at all; name some words")
        return None
    return pattern


def _words(phrase: str) -> str:
    return r"\s+".join(re.escape(word) for word in phrase.split())

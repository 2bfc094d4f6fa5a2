"""Every error the library raises on purpose, in one family.

A message says what was found, where, and what to do; the evidence is kept on
the error as attributes, so that a program need not read the prose.
"""

from __future__ import annotations

from typing import ClassVar


class CertaintyError(Exception):
    """Base of every error of this library."""


class TextError(CertaintyError, TypeError):
    """What was given as text is not a ``str``."""


class ScaleError(CertaintyError, ValueError):
    """A scale or a term of a scale is unknown or ill-formed."""


class ModelError(CertaintyError, ValueError):
    """A model file is cut short, edited, or of another version."""


class InputError(CertaintyError, ValueError):
    """A file to annotate cannot be read; the message names file and line."""


class FormatError(CertaintyError, ValueError):
    """A text is not in the format that it was said to be in, or the format is unknown."""


class FormatWarning(UserWarning):
    """A text is in its format, but not as its writer can have meant it."""


class DocumentError(CertaintyError):
    """One text of a stream could not be annotated, for a reason that lies not in its type."""

    def __init__(self, problem: str, *, index: int, report: str = "") -> None:
        super().__init__(f"document {index}: {problem}")
        #: What went wrong, in a line.
        self.problem = problem
        #: The place of the text in the stream, from zero.
        self.index = index
        #: The traceback, as text: the error may be of another process.
        self.report = report

    def __reduce__(self) -> tuple[object, ...]:
        return _document_error, (self.problem, self.index, self.report)


class ProcessError(CertaintyError, RuntimeError):
    """A process that annotated died again and again."""


class ExplanationError(CertaintyError, ValueError):
    """Where a number came from is not known here, or an explanation is ill-formed."""


class _Faults(CertaintyError, ValueError):
    """Faults of a sort that are all reported at once."""

    _where: ClassVar[str]

    def __init__(self, problems: tuple[str, ...]) -> None:
        #: One line per fault, in file order.
        self.problems = problems
        noun = "problem" if len(problems) == 1 else "problems"
        lines = "\n".join(f"  {line}" for line in problems)
        super().__init__(f"{len(problems)} {noun} in the {self._where}:\n{lines}")

    def __reduce__(self) -> tuple[type[_Faults], tuple[tuple[str, ...]]]:
        return type(self), (self.problems,)


class SettingsError(_Faults):
    """One or more faults in a project's settings, all reported at once.

    ``problems`` holds one line per fault: file, table, field and mend.
    """

    _where = "settings"


class LexiconError(_Faults):
    """One or more faults in lexicon files, all reported at once.

    ``problems`` holds one line per fault: file, row, field and mend.
    """

    _where = "lexicon"


def _document_error(problem: str, index: int, report: str) -> DocumentError:
    return DocumentError(problem, index=index, report=report)

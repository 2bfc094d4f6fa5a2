"""What documents amount to together: counts, levels, kinds and holders, as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from certainty.document import Document
from certainty.render import wording
from certainty.render.html import escaped
from certainty.report.elements import NONE, share, table
from certainty.scales import Scale

#: Holders that the table names; the table of spans has them all.
_HOLDERS = 25
_SILENT, _BETWEEN = "asserts nothing", "between levels"


def counts(documents: Sequence[Document]) -> str:
    """How many sentences and spans, how sure on the whole, on which scale."""
    sums = [document.summary() for document in documents]
    means = [s.certainty.mean for d in documents for s in d.sentences if s.certainty]
    shown = {
        "Sentences": f"{sum(each.sentences for each in sums):,}",
        "Spans": f"{sum(each.spans for each in sums):,}",
        "Mean certainty": _mean(means),
        "Scale": escaped(", ".join(dict.fromkeys(document.scale for document in documents))),
    }
    items = "".join(
        f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in shown.items()
    )
    return f'<dl class="counts">{items}</dl>'


def tables(documents: Sequence[Document], scales: dict[str, Scale]) -> str:
    """Levels for each scale, kinds of spans, and who holds what."""
    parts = [
        _levels(name, [d for d in documents if d.scale == name], scales.get(name))
        for name in dict.fromkeys(document.scale for document in documents)
    ]
    parts += [_kinds(documents), _holders(documents)]
    return f'<div class="tables">{"".join(parts)}</div>'


def _levels(name: str, documents: Iterable[Document], scale: Scale | None) -> str:
    sentences = [sentence for document in documents for sentence in document.sentences]
    found = Counter(
        (s.level if s.level is not None else _BETWEEN) if s.certainty else _SILENT
        for s in sentences
    )
    if not found:
        return ""
    known = [term.name for term in scale.levels] if scale else []
    order = {level: at for at, level in enumerate([*known, _BETWEEN, _SILENT])}
    ranked = sorted(found.items(), key=lambda item: (order.get(item[0], -1), item[0]))
    rows = [_counted(wording.short(level), n, len(sentences)) for level, n in ranked]
    heads = ("Level", "Sentences", "Share")
    return table(f"Levels of the sentences ({name})", heads, rows, style="shares")


def _kinds(documents: Iterable[Document]) -> str:
    found = Counter(span.kind for d in documents for s in d.sentences for span in s.spans)
    if not found:
        return ""
    rows = [_counted(kind, n, found.total()) for kind, n in found.most_common()]
    return table("Kinds of spans", ("Kind", "Spans", "Share"), rows, style="shares")


def _counted(name: str, n: int, whole: int) -> tuple[str, str, str]:
    return escaped(name), f"{n:,}", share(n, whole)


def _holders(documents: Iterable[Document]) -> str:
    """Who holds what; in the order of how much is theirs, in several texts taken together."""
    names: dict[str, str] = {}
    sentences, spans, means = Counter[str](), Counter[str](), dict[str, list[float]]()
    for held in (each for document in documents for each in document.sources):
        key = held.source.text.casefold()
        names.setdefault(key, held.source.text)
        sentences[key] += len(held.sentences)
        spans[key] += len(held.spans)
        means.setdefault(key, []).extend(
            s.certainty.mean for s in held.sentences if s.certainty
        )
    if not names:
        return ""
    ranked = sorted(names, key=lambda key: (-sentences[key], -spans[key]))
    rows = [
        _held(wording.short(names[key]), sentences[key], spans[key], means[key])
        for key in ranked[:_HOLDERS]
    ]
    if rest := ranked[_HOLDERS:]:
        first, second = (sum(held[key] for key in rest) for held in (sentences, spans))
        rows.append(_held(f"{len(rest):,} more", first, second, []))
    return table("Who holds it", ("Held by", "Sentences", "Spans", "Mean certainty"), rows)


def _held(name: str, sentences: int, spans: int, means: list[float]) -> tuple[str, ...]:
    return escaped(name), f"{sentences:,}", f"{spans:,}", _mean(means)


def _mean(numbers: Sequence[float]) -> str:
    return f"{sum(numbers) / len(numbers):.2f}" if numbers else NONE

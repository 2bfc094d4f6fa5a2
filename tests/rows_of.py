"""What a table of sentences must hold, made from documents."""

from __future__ import annotations

from certainty import Annotator

ANNOTATOR = Annotator()


def rows_of(name, text, annotate=ANNOTATOR):
    """The rows of one text that can be annotated."""
    document = annotate(text)
    return [
        {
            "doc": name,
            "index": index,
            **{key: getattr(sentence, key) for key in ("start", "end", "text")},
            "certainty": sentence.certainty and sentence.certainty.to_dict(),
            "scale": document.scale,
            **{key: getattr(sentence, key) for key in ("level", "hedged", "weasel")},
            "confidence": sentence.confidence,
            "source": _source(sentence.source),
            "spans": [_span(span) for span in sentence.spans],
            "error": None,
        }
        for index, sentence in enumerate(document.sentences)
    ]


def error_row(name, error):
    """The row of a text that cannot."""
    keys = (
        *("index", "start", "end", "text", "certainty", "scale", "level", "hedged", "weasel"),
        *("confidence", "source", "spans"),
    )
    return {"doc": name, **dict.fromkeys(keys), "error": error}


def _span(span):
    names = ("start", "end", "text", "kind", "basis", "entry", "epistemic", "negated", "sense")
    return {
        **{name: getattr(span, name) for name in names},
        "probability": span.probability and span.probability.to_dict(),
        "scope": span.scope and dict(zip(("start", "end"), span.scope)),
        "source": _source(span.source),
    }


def _source(source):
    return source and {
        **{name: getattr(source, name) for name in ("text", "start", "end")},
        "refers_to": source.refers_to and source.refers_to.text,
        "within": source.within and source.within.text,
    }

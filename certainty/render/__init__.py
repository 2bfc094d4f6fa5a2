"""Show an annotated document to people: HTML for notebooks, lines for terminals."""

from certainty.render.claims import claims_to_terminal
from certainty.render.html import to_html
from certainty.render.palette import CUTS, PALETTE, TERMINAL_PALETTE, step
from certainty.render.terminal import to_terminal

__all__ = [
    "CUTS",
    "PALETTE",
    "TERMINAL_PALETTE",
    "claims_to_terminal",
    "step",
    "to_html",
    "to_terminal",
]

"""How probable a text makes an event that the caller points at."""

from certainty.target.engine import Reading
from certainty.target.judging import Judgement, judge, judge_for
from certainty.target.rules import find_sentence

__all__ = ["Judgement", "Reading", "find_sentence", "judge", "judge_for"]

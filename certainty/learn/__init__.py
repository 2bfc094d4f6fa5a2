"""What trains, measures and evaluates: apart from the core, and never imported by it.

`train` fits heads on your own labelled sentences, `calibrate` the number of a sentence to your
own readers' ratings; `model_card` describes what was trained. `CertaintyFeatures` gives other
estimators of scikit-learn the certainty of texts as columns. `python -m certainty.learn train`
makes the shipped model anew from the corpora.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from certainty.lazy import loader

if TYPE_CHECKING:
    from certainty.learn.calibrated import Calibrated, read_calibrated
    from certainty.learn.card import model_card
    from certainty.learn.own import train
    from certainty.learn.readers import calibrate
    from certainty.learn.text_features import CertaintyFeatures

_ROOMS = {
    "Calibrated": "calibrated",
    "CertaintyFeatures": "text_features",
    "calibrate": "readers",
    "model_card": "card",
    "read_calibrated": "calibrated",
    "train": "own",
}

__all__ = [
    "Calibrated",
    "CertaintyFeatures",
    "calibrate",
    "model_card",
    "read_calibrated",
    "train",
]

#: Load scikit-learn when something is trained, not before.
__getattr__ = loader(__name__, _ROOMS)

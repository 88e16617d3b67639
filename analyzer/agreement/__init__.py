"""How far people agree with each other and with the model on what posts are, beyond what chance explains."""

from analyzer.agreement.coefficients import LEAST, RESAMPLES, Agreement, Caveat, alpha, kappa
from analyzer.agreement.measuring import (
    Difference,
    Disagreement,
    LabelAgreement,
    ModelAgreement,
    PairAgreement,
    Quality,
    measure,
)

__all__ = [
    "LEAST",
    "RESAMPLES",
    "Agreement",
    "Caveat",
    "Difference",
    "Disagreement",
    "LabelAgreement",
    "ModelAgreement",
    "PairAgreement",
    "Quality",
    "alpha",
    "kappa",
    "measure",
]

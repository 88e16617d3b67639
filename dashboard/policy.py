"""What is asked of a reader for each label, with examples: the label guide (`docs/label-guide.md`, 1.2) in short.

The countries, peoples and events in the examples are invented.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A label's question, what earns it and what does not, and what to watch for."""

    question: str
    earns: tuple[str, ...]
    earns_not: tuple[str, ...]
    rulings: tuple[str, ...]


VERSION = "Label guide 1.2"
# True of every label, so it stands once above them.
FIRST = (
    "Judge the post's own words. Quoted words never count, nor do words reported of others, "
    "unless the author takes them up: “exactly” or “+1” is enough."
)
UNSURE = "Unsure is an answer: the words can be read both ways, or answer something that is not here."

POLICIES: Mapping[str, Policy] = MappingProxyType(
    {
        "denial": Policy(
            question="Does the author deny, play down, excuse or deflect a mass harm or a serious abuse of people?",
            earns=(
                "There was never a prison at Ostrel. The registers were written last autumn.",
                "They brought it on themselves.",
                "And who picked your sugar? Pay them first, then count our cotton.",
            ),
            earns_not=(
                "The navy says that nobody died at the dock gate.",
                "It was the Reliance, not the Resolve. The twenty-two stand.",
                "Does anyone know whether graves were looked for?",
            ),
            rulings=(
                "A false flag about a harm that happened is literal denial.",
                "Deflection needs a claim of abuse that it answers; if none is in sight, say unsure.",
            ),
        ),
        "sarcasm": Policy(
            question="Is what is said at odds with what is meant, in order to mock or to criticise?",
            earns=(
                "A school! With bolts on the corridor side, so nobody disturbs the little scholars.",
                "Lovely of the band to turn out.",
            ),
            earns_not=(
                "So you would rather do nothing?",
                "This is the most stupid thing I have read all year.",
            ),
            rulings=("Sarcasm helps to read the other labels. By itself it is a ground for nothing.",),
        ),
        "incitement": Policy(
            question=(
                "Does the author urge, threaten, wish for, praise or justify violence, killing or forced removal, "
                "or take a group's humanity away?"
            ),
            earns=(
                "Every man with a truck should drive up there on Saturday and burn them out.",
                "I know which ferry you take, Pell. You will not take it twice.",
                "The Hesk are lice, and you don't argue with lice.",
            ),
            earns_not=(
                "Poachers belong in court, and in prison.",
                "If nobody stops this, people will be drowned.",
                "Our troops will beat theirs at the pass.",
            ),
            rulings=(
                "Describing, predicting, fearing, quoting or condemning violence is never incitement.",
                "A call for mass killing counts also as a joke.",
                "A slur alone is hostility, not dehumanization.",
            ),
        ),
        "hostility": Policy(
            question="Does the author attack the worth, character or mind of a person or a group?",
            earns=("You are a coward and your kind always was.", "Highlanders are too lazy to lie well."),
            earns_not=("That argument is silly and you know it.", "The government of Karvenia lies."),
            rulings=("A signal that stands beside the labels: an angry post is not a dangerous one.",),
        ),
    }
)

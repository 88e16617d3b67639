"""Agreement in rows: by label, reviewer by reviewer, against the model, on gold, and where readers differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from analyzer.agreement import LEAST, Agreement, Caveat, Difference, LabelAgreement, ModelAgreement, PairAgreement
from analyzer.labels import in_order
from analyzer.store import GoldCount
from dashboard.components import links
from dashboard.components.badges import label_badge
from dashboard.components.markup import Html, join, line, tag
from dashboard.components.notes import counted
from dashboard.components.post_card import day
from dashboard.quality import Placed

# A team of twenty has 190 pairs; those with fewest posts in common say least.
MOST_PAIRS = 40
_CAVEATS: Mapping[Caveat, str] = {
    Caveat.ONE_ANSWER: "all answers are the same",
    Caveat.ONE_SIDED: "one of the two always says the same",
    Caveat.RARE_ANSWER: "no interval: one answer is too rare",
    Caveat.NO_DIFFERENCE: "no interval: no difference seen",
}


def label_table(labels: Sequence[LabelAgreement]) -> Html:
    """Give a row a label: alpha of the readers, alpha with the model beside them, and what was read and disputed."""
    heads = ("Label", "Alpha of the readers", "With the model as one more", "Read twice", "Disputed", "Unsure")
    rows = (
        (
            label_badge(label.label),
            figure(label.alpha),
            figure(label.with_model),
            _number(label.read_twice),
            _share(label.disputed, label.read_twice),
            _share(label.unsure, label.verdicts, of="verdict"),
        )
        for label in labels
    )
    return _table("Agreement by label", heads, rows)


def pair_table(pairs: Sequence[PairAgreement], labels: Sequence[str]) -> Html:
    """Give a row a pair of reviewers, with Cohen's kappa in a column a label."""
    rows = (
        (
            join(_name(pair.one), " and ", _name(pair.other)),
            _number(pair.posts),
            *(figure(pair.kappas[label]) for label in labels),
        )
        for pair in pairs[:MOST_PAIRS]
    )
    heads = ("Reviewers", "Posts in common", *(label.capitalize() for label in labels))
    return _table("Reviewer against reviewer", heads, rows)


def model_table(rows: Sequence[ModelAgreement], labels: Sequence[str]) -> Html:
    """Give a row a reviewer, with how many of the model's yes were confirmed, and kappa against the model."""
    names = dict.fromkeys(row.reviewer for row in rows)
    by_key = {(row.reviewer, row.label): row for row in rows}
    body = (
        (
            tag("b", "All reviewers") if name is None else _name(name),
            *(_against_model(by_key[name, label]) for label in labels),
        )
        for name in names
    )
    return _table("Reviewer against the model", ("Reviewer", *(label.capitalize() for label in labels)), body)


def gold_table(counts: Sequence[GoldCount]) -> Html:
    """Give a row a reviewer, with how many gold posts were judged rightly in a column a label."""
    labels = in_order({count.label for count in counts})
    by_key = {(count.reviewer, count.label): count for count in counts}
    rows = (
        (_name(name), *(_gold(by_key.get((name, label))) for label in labels))
        for name in dict.fromkeys(count.reviewer for count in counts)
    )
    return _table("Gold by reviewer", ("Reviewer", *(label.capitalize() for label in labels)), rows)


def disagreement_table(found: Iterable[Placed]) -> Html:
    """Give a row a post whose readers differ, linked to where it stands in its thread."""
    heads = ("Post", "Read again", "First reader", "Second reader", "On what they differ", "Decided by")
    rows = (
        (
            _link(each),
            day(each.disagreement.at),
            _name(each.disagreement.first),
            _name(each.disagreement.second),
            tag("ul", *(_difference(one) for one in each.disagreement.differences), class_="fa-plain"),
            _name(each.disagreement.decided_by)
            if each.disagreement.decided_by is not None
            else tag("span", "nobody yet", class_="fa-faint"),
        )
        for each in found
    )
    return _table("Disagreements", heads, rows)


def figure(found: Agreement) -> Html:
    """Give a coefficient with its interval and the number of posts, or why there is none."""
    posts = counted(found.posts, "post")
    if found.caveat is Caveat.FEW:
        few = f"{posts}, {LEAST} needed" if found.posts else f"none, {LEAST} needed"
        return tag("span", "too few posts", tag("small", few), class_="fa-faint")
    why = _CAVEATS[found.caveat] if found.caveat else ""
    if found.value is None:
        return tag("span", why, tag("small", posts), class_="fa-faint")
    if found.low is None or found.high is None:
        return tag("span", tag("b", signed(found.value)), tag("small", why), tag("small", posts), class_="fa-figure")
    interval = f" ({signed(found.low)} to {signed(found.high)})"
    return tag("span", tag("b", signed(found.value)), interval, tag("small", posts), class_="fa-figure")


def signed(value: float) -> str:
    """Give a coefficient with two decimals, below zero with a minus sign and not a hyphen."""
    return f"{value:.2f}".replace("-0.00", "0.00").replace("-", "\N{MINUS SIGN}")


def _against_model(row: ModelAgreement) -> Html:
    found = row.kappa
    confirmed = _of(row.confirmed, row.flagged) if row.flagged else tag("span", "no yes of it read", class_="fa-faint")
    if found.caveat is Caveat.FEW:
        said = f"kappa: too few posts ({found.posts:,})"
    elif found.value is None:
        said = "no kappa: always the same answer"
    else:
        low_high = f" ({signed(found.low)} to {signed(found.high)})" if found.low is not None and found.high is not None else ""  # fmt: skip
        said = f"kappa {signed(found.value)}{low_high}, {counted(found.posts, 'post')}"
    return join(confirmed, tag("small", said, class_="fa-faint"))


def _gold(count: GoldCount | None) -> Html:
    if count is None:
        return tag("span", "none given", class_="fa-faint")
    unsure = tag("small", f"{count.unsure:,} unsure", class_="fa-faint") if count.unsure else ""
    return join(_of(count.right, count.given), unsure)


def _difference(one: Difference) -> Html:
    decided = f"; decided {one.decided.value}" if one.decided is not None else ""
    return tag("li", label_badge(one.label), f" {one.first.value} against {one.second.value}{decided}")


def _link(each: Placed) -> Html:
    place = each.place
    if place is None:
        return tag("span", "no longer stored", class_="fa-faint")
    href = links.to_thread(place.thread_id, page=place.index // links.POSTS_A_PAGE + 1, position=place.position)
    title = line(place.title or place.thread_id, limit=60)
    return join(tag("a", f"Post {place.position:d}", href=href), tag("small", title, class_="fa-faint"))


def _of(part: int, whole: int) -> Html:
    return tag("span", tag("b", f"{part:,}"), f" of {whole:,} ({part / whole:.0%})", class_="fa-figure")


def _share(part: int, whole: int, *, of: str | None = None) -> Html:
    if not whole:
        return tag("span", "none", class_="fa-faint")
    small = tag("small", f"of {counted(whole, of)}", class_="fa-faint") if of else ""
    return tag("span", f"{part:,} ({part / whole:.0%})", small, class_="fa-figure")


def _number(value: int) -> Html:
    return tag("span", f"{value:,}", class_="fa-figure" if value else "fa-figure fa-faint")


def _name(name: str) -> Html:
    return line(name, limit=60)


def _table(said: str, heads: Iterable[str], rows: Iterable[Iterable[Html | str]]) -> Html:
    head = tag("tr", *(tag("th", name, scope="col") for name in heads))
    table = tag("table", tag("thead", head), tag("tbody", *map(_row, rows)), class_="fa-table", aria_label=said)
    return tag("div", table, class_="fa-scroll")


def _row(cells: Iterable[Html | str]) -> Html:
    first, *rest = cells
    return tag("tr", tag("th", first, scope="row"), *(tag("td", cell) for cell in rest))

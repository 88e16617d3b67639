"""Quality: how far the reviewers agree with each other, with the model and with gold, and how much is read twice."""

from __future__ import annotations

from datetime import date

import streamlit as st

from analyzer.errors import AnalyzerError
from analyzer.labels import LABELS
from dashboard import quality, services
from dashboard.components import agreement_tables as tables
from dashboard.components import links, notes, quality_notes, told
from dashboard.components.days import FIRST, LAST
from dashboard.components.markup import show

# Disagreements on a page of the list.
_A_PAGE = 20


def page() -> None:
    """Show agreement and the rates, or what to do where nothing is stored."""
    st.title("Quality")
    if services.store().is_empty():
        notes.no_threads_yet()
        return
    since, until = _days()
    measured = quality.measured(since, until)
    found = measured.quality
    labels = [label.label for label in found.labels]
    if not labels:
        quality_notes.nothing_read(is_bounded=since is not None or until is not None)
        quality_notes.what_was_read(measured)
    else:
        quality_notes.what_was_read(measured)
        st.subheader("By label", anchor=False)
        show(tables.label_table(found.labels))
        quality_notes.about()
    _rates()
    if labels:
        _readers(measured, labels)
    _gold(since, until)
    if labels:
        _disagreements(measured)


def _days() -> tuple[date | None, date | None]:
    since, until, _ = st.columns([1, 1, 3])
    return (
        since.date_input(
            "First read from (UTC)", None, FIRST, LAST, key="read_since", bind="query-params", format="YYYY-MM-DD"
        ),
        until.date_input(
            "First read to", None, FIRST, LAST, key="read_until", bind="query-params", format="YYYY-MM-DD"
        ),
    )


def _readers(measured: quality.Measured, labels: list[str]) -> None:
    found = measured.quality
    st.subheader("Reviewer against reviewer", anchor=False)
    if found.pairs:
        show(tables.pair_table(found.pairs, labels))
        quality_notes.more_pairs(len(found.pairs))
    else:
        quality_notes.no_pairs()
    st.subheader("Reviewer against the model", anchor=False)
    quality_notes.about_model()
    show(tables.model_table(found.with_model, labels))


def _gold(since: date | None, until: date | None) -> None:
    st.subheader("Gold", anchor=False)
    counts = quality.gold(since, until)
    if counts:
        quality_notes.about_gold()
        show(tables.gold_table(counts))
    else:
        quality_notes.no_gold()


def _disagreements(measured: quality.Measured) -> None:
    st.subheader("Disagreements", anchor=False)
    found = measured.quality.disagreements
    if not found:
        quality_notes.no_disagreement()
        return
    pages = links.pages(len(found), _A_PAGE)
    number = 1 if pages == 1 else min(st.pagination(pages, key="disagreements", bind="query-params"), pages)
    shown = found[(number - 1) * _A_PAGE : number * _A_PAGE]
    notes.shown_of((number - 1) * _A_PAGE + 1, len(shown), len(found), noun="disagreement")
    show(tables.disagreement_table(quality.placed(shown)))


def _rates() -> None:
    rules = quality.rules()
    with st.expander("How much is read twice, and how much gold"), st.form("rates", border=False):
        quality_notes.about_rates()
        fields = st.columns(len(LABELS) + 1)
        for field, label in zip(fields, LABELS, strict=False):
            field.number_input(
                f"{label.name}, second readings in %", 0.0, 100.0, 100 * rules.rate(label.name), 1.0,
                format="%.1f", key=_key(label.name),
            )  # fmt: skip
        fields[-1].number_input(
            "Gold posts in %", 0.0, 100.0, 100 * rules.gold_rate, 1.0, format="%.1f", key=_key("gold")
        )
        st.form_submit_button("Save rates", on_click=_save)
    told.show_once()


def _save() -> None:
    rates = {label.name: round(st.session_state[_key(label.name)] / 100, 6) for label in LABELS}
    try:
        is_new = quality.set_rates(rates, round(st.session_state[_key("gold")] / 100, 6))
    except AnalyzerError as error:
        told.keep(str(error), is_refused=True)
    else:
        told.keep(quality_notes.RATES_SET if is_new else quality_notes.RATES_SAME)


def _key(name: str) -> str:
    return f"rate of {name}"


page()

"""What the verbs of the command can be asked, where more than one of them is asked it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from analyzer.options import Body

if TYPE_CHECKING:
    from analyzer.classifiers import ModelChoice
    from analyzer.store import LogFilters

# Those of `analyzer.classifiers.calibration.Strictness`, named here so that a slip is told before numpy is loaded.
STRICTNESSES = ("high-precision", "balanced", "high-recall")

paths_argument = click.argument("paths", nargs=-1, required=True, metavar="PATH…")
format_option = click.option(
    "--format", "form", type=click.Choice(["jsonl", "csv", "parquet", "table"]), default="jsonl", show_default=True
)
output_option = click.option(
    "--output", type=click.Path(dir_okay=False), help="Write to this file instead of standard output."
)
model_option = click.option(
    "--model",
    "model",
    default="cascade",
    show_default=True,
    help="A shipped classifier's name, or a trained one's folder.",
)
strictness_option = click.option(
    "--strictness", type=click.Choice(STRICTNESSES), default="balanced", show_default=True,
    help="From which estimate on a label is given: fewer false alarms, the best of both, or fewer misses.",
)  # fmt: skip
any_language_option = click.option(
    "--any-language", is_flag=True, help="Give labels in languages too that the classifier was not tested in."
)
body_option = click.option(
    "--body", type=click.Choice([body.value for body in Body]), default=Body.PLAIN.value, show_default=True,
    help="How the posts of a table are written (JSON lines, CSV, Parquet).",
)  # fmt: skip
columns_option = click.option(
    "--columns", default="", metavar="OURS=THEIRS,…", help="The columns of a table, as in text=body,author=user_name."
)
database_option = click.option(
    "--database",
    envvar="ANALYZER_DATABASE",
    help="A file or a SQLAlchemy URL.  [default: ANALYZER_DATABASE, else analyzer.db]",
)


def choice_of(model: str, strictness: str) -> ModelChoice:
    """Give the classifier that `--model` and `--strictness` name; it is not loaded yet."""
    from analyzer.classifiers import ModelChoice, names, strictness_of

    folder = Path(model) if Path(model).is_dir() and model not in names() else None
    return ModelChoice(name=model, folder=folder, strictness=strictness_of(strictness))


def log_filters(  # noqa: PLR0913  An option each.
    *,
    done: tuple[str, ...],
    person: str | None,
    since: datetime | None,
    until: datetime | None,
    thread: str | None,
    post: str | None,
) -> LogFilters:
    """Give what the options of `analyzer log` keep of the log; days are whole, in UTC.

    Raises:
        BadParameter: There is no such kind of line.
    """
    from analyzer.store import LogFilters, Verb

    kinds = [verb.value for verb in Verb]
    for kind in done:
        if kind not in kinds:
            raise click.BadParameter(f"{kind!r} is no kind of line; there are {', '.join(kinds)}.", param_hint="--done")
    kept = LogFilters(person=person, verbs=tuple(Verb(kind) for kind in done), thread_id=thread, post_id=post)
    return kept.on_days(since.date() if since else None, until.date() if until else None)

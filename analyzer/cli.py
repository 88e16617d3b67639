"""The command `analyzer`: the verbs of the package for scripts and people at a shell."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from analyzer import pipeline, rows, streams
from analyzer.annotations import Example, Scoring
from analyzer.cli_options import (
    any_language_option,
    body_option,
    choice_of,
    columns_option,
    database_option,
    format_option,
    log_filters,
    model_option,
    output_option,
    paths_argument,
    strictness_option,
)
from analyzer.cli_training import evaluate, train
from analyzer.errors import AnalyzerError
from analyzer.options import Body, ReadOptions
from analyzer.options import columns as parse_columns
from analyzer.scoring import ScoreOptions, score_examples
from analyzer.thread import Problem, Thread

if TYPE_CHECKING:
    from analyzer.classifiers import ModelChoice
    from analyzer.classifiers.base import Classifier
    from analyzer.store import Store

FAILED = 2
PARTLY = 3
# The shell's number for a process ended by a closed pipe: 128 and signal 13.
PIPE_CLOSED = 141


class Problems:
    """What could not be read, told on standard error as it is met, and the exit status that follows from it."""

    def __init__(self) -> None:
        self.count = 0
        self.given = 0

    def report(self, problem: Problem) -> None:
        """Tell one problem."""
        self.count += 1
        click.echo(str(problem), err=True)

    def counted(self, values: Iterable[Any]) -> Iterator[Any]:
        """Give the values on, counting what was given."""
        for value in values:
            self.given += 1
            yield value

    def leave(self) -> None:
        """End with the status: 0 without problems, 3 when something was given beside them, 2 when nothing was."""
        if self.count:
            raise SystemExit(PARTLY if self.given else FAILED)


@click.group()
@click.version_option(package_name="forum-analyzer", prog_name="analyzer")
def main_group() -> None:
    """Read saved forum threads, part quoted from own words, and score the own words.

    Scores are probabilities, never facts: a person decides.
    """


@main_group.command()
@paths_argument
@click.option("--format", "form", type=click.Choice(["jsonl"]), default="jsonl", show_default=True)
@output_option
@body_option
@columns_option
def read(paths: tuple[str, ...], form: str, output: str | None, body: str, columns: str) -> None:
    """Print the posts of saved threads, one JSON object a post.

    Example: analyzer read threads/xenforo2 --format jsonl
    """
    problems = Problems()
    threads = _threads(paths, problems, _options(body, columns))
    found = (rows.post_row(thread, post) for thread in threads for post in thread.posts)
    _write(problems.counted(found), form, output)
    problems.leave()


@main_group.command()
@paths_argument
@format_option
@output_option
@model_option
@click.option(
    "--input", "given", type=click.Choice(["threads", "examples"]), default="threads", show_default=True,
    help='Saved threads, or JSON lines {"id", "text", "context"}.',
)  # fmt: skip
@strictness_option
@click.option("--spans", is_flag=True, help="Say also which words carried each label given.")
@any_language_option
@body_option
@columns_option
def score(  # noqa: PLR0913, PLR0917  Its options, one a line of its help.
    paths: tuple[str, ...],
    form: str,
    output: str | None,
    model: str,
    given: str,
    strictness: str,
    spans: bool,  # noqa: FBT001  As above.
    any_language: bool,  # noqa: FBT001  As above.
    body: str,
    columns: str,
) -> None:
    """Print the scores of own words, one row a post or example; - is standard input.

    Example: analyzer score saved-thread.html --format table
    """
    problems = Problems()
    choice, options = choice_of(model, strictness), ScoreOptions(spans=spans, any_language=any_language)
    if given == "examples":
        found = _example_rows(paths, choice, options, problems)
    else:
        found = _score_rows(_threads(paths, problems, _options(body, columns)), choice.load(), options)
    _write(problems.counted(found), form, output)
    problems.leave()


@main_group.command("import")
@paths_argument
@database_option
@model_option
@strictness_option
@any_language_option
@body_option
@columns_option
def import_(  # noqa: PLR0913, PLR0917  As above.
    paths: tuple[str, ...],
    database: str | None,
    model: str,
    strictness: str,
    any_language: bool,  # noqa: FBT001  As above.
    body: str,
    columns: str,
) -> None:
    """Read, score and store saved threads; what is stored already is not added again.

    Example: analyzer import threads/
    """
    problems = Problems()
    classifier = choice_of(model, strictness).load()
    with _store(database) as store:
        for thread in _threads(paths, problems, _options(body, columns)):
            added = pipeline.keep(thread, store=store, classifier=classifier, any_language=any_language)
            problems.given += 1
            click.echo(f"{thread.source}: {thread.id}, {added.posts} new posts, {added.scores} new scores")
    problems.leave()


@main_group.command()
@database_option
@format_option
@output_option
@click.option("--label", "labels", multiple=True, help="Only posts flagged with this label; may be repeated.")
@click.option(
    "--authors", type=click.Choice(["pseudonyms", "names"]), default="pseudonyms", show_default=True,
    help="Pseudonyms are the same in every export of a store.",
)  # fmt: skip
def export(database: str | None, form: str, output: str | None, labels: tuple[str, ...], authors: str) -> None:
    """Print the stored posts with their scores, authors under pseudonyms unless asked otherwise.

    Example: analyzer export --format csv --label incitement --output flagged.csv
    """
    from analyzer.exporters.rows import post_rows
    from analyzer.pseudonyms import Pseudonyms

    with _store(database) as store:
        pseudonyms = Pseudonyms(store.pseudonym_key()) if authors == "pseudonyms" else None
        posts = store.iter_scored_posts(labels=labels or None)
        _write(post_rows(posts, pseudonyms=pseudonyms, authors=store.authors), form, output)


@main_group.command()
@database_option
@format_option
@output_option
@click.option("--done", multiple=True, help="Only lines of this kind, as review or export; may be repeated.")
@click.option("--person", help="Only what this person did.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="From this day on (UTC).")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Up to this day (UTC), which is included.")
@click.option("--thread", help="Only what was done to posts of the thread of this id.")
@click.option("--post", help="Only what was done to posts of this id.")
def log(database: str | None, form: str, output: str | None, **kept: Any) -> None:
    """Print the log of what was done at the review desk, oldest first; it holds no words of posts.

    Example: analyzer log --done review --done undo --since 2031-05-01 --format csv --output may.csv
    """
    from analyzer.exporters.rows import log_rows
    from analyzer.people import LOCAL

    filters = log_filters(**kept)
    with _store(database) as store:
        # Who reaches the store itself needs no role; what is given is of the same store that the dashboard shows.
        _write(log_rows(store.desk.iter_actions(LOCAL, filters=filters)), form, output)


@main_group.command()
@database_option
@model_option
@strictness_option
@click.option("--port", type=click.IntRange(1, 65535), default=8501, show_default=True)
@click.option("--roles", help="File that says who may do what, for a login (docs/people.md).")
@click.option("--address", default="127.0.0.1", show_default=True, help="Address to listen on; another needs a login.")
def dashboard(  # noqa: PLR0913, PLR0917  As above.
    database: str | None, model: str, strictness: str, port: int, roles: str | None, address: str
) -> None:
    """Start the dashboard on a store: on this machine alone, unless a login is set up."""
    arguments = ["--port", str(port), "--model", model, "--strictness", strictness, "--address", address]
    arguments += [*(["--database", database] if database else []), *(["--roles", roles] if roles else [])]
    # One process: what stops this one stops the server.
    os.execv(sys.executable, [sys.executable, "-m", "dashboard", *arguments])  # noqa: S606  Our own module, no shell.


def _threads(paths: Iterable[str], problems: Problems, options: ReadOptions) -> Iterator[Thread]:
    sources = streams.sources(paths, problems.report, options=options)
    for thread in pipeline.read_all(sources, report=problems.report):
        yield thread
        for problem in thread.problems:
            problems.report(problem)


def _options(body: str, columns: str) -> ReadOptions:
    return ReadOptions(body=Body(body), columns=parse_columns(columns))


def _score_rows(threads: Iterable[Thread], classifier: Classifier, options: ScoreOptions) -> Iterator[rows.Row]:
    for thread in threads:
        scorings = pipeline.score(thread, classifier, options=options)
        for post, scoring in zip(thread.posts, scorings, strict=True):
            yield rows.score_row(thread, post, scoring, spans=options.spans)


def _example_rows(
    paths: Iterable[str], choice: ModelChoice, options: ScoreOptions, problems: Problems
) -> Iterator[rows.Row]:
    for path in paths:
        examples = streams.examples(streams.lines_of(path), name=path, report=problems.report)
        for scoring in _scorings(examples, choice, options, whole=streams.is_file(path)):
            yield rows.example_row(scoring, spans=options.spans)


def _scorings(
    examples: Iterator[Example], choice: ModelChoice, options: ScoreOptions, *, whole: bool
) -> Iterator[Scoring]:
    """Score a whole file with all cores, and a stream as it comes."""
    classifier = choice.load()
    if whole:
        from analyzer.classifiers import score_loaded

        score = partial(score_loaded, choice=choice, classifier=classifier, processes=os.cpu_count() or 1)
        yield from score_examples(examples, classifier, options=options, score=score)
        return
    for batch in streams.arriving(examples):
        yield from score_examples(batch, classifier, options=options)


def _store(database: str | None) -> Store:
    from analyzer.store import Store

    return Store.open(database)


def _write(found: Iterable[rows.Row], form: str, output: str | None) -> None:
    from analyzer.exporters import exporter
    from analyzer.exporters.base import write_file

    if output:
        write_file(exporter(form), found, Path(output))
    else:
        exporter(form).write(found, sys.stdout.buffer)
        sys.stdout.buffer.flush()


main_group.add_command(train)
main_group.add_command(evaluate)


def main() -> NoReturn:
    """Run the command; errors become one sentence on standard error and exit status 2."""
    sys.exit(_guarded(lambda: main_group(standalone_mode=False)))


def _guarded(command: Callable[[], object]) -> int:
    try:
        command()
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as error:
        click.echo(f"analyzer: {error.format_message()} See analyzer --help.", err=True)
        return FAILED
    except AnalyzerError as error:
        click.echo(str(error), err=True)
        return FAILED
    except BrokenPipeError:
        # The reader of our output has seen enough; nothing more may be written, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except (KeyboardInterrupt, click.Abort):
        click.echo("analyzer: stopped", err=True)
        return 130
    return 0

"""The errors a caller can meet: each says what went wrong, where, and what to do."""

from __future__ import annotations


class AnalyzerError(Exception):
    """The root of all errors raised on purpose, with `what`, `where` and `remedy` as fields."""

    def __init__(self, what: str, *, where: str, remedy: str) -> None:
        """Keep the three parts; `str()` joins them into one sentence."""
        super().__init__(what, where, remedy)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        """Give the error as one sentence."""
        return f"{self.where}: {self.what}; {self.remedy}."


class SourceError(AnalyzerError):
    """A scrape cannot be opened or decoded."""


class UnreadableError(AnalyzerError):
    """No reader finds a thread in a scrape; `tried` names the readers that looked, `brief` is one sentence without them."""

    def __init__(
        self, what: str, *, where: str, remedy: str, tried: tuple[str, ...] = (), brief: str | None = None
    ) -> None:
        """Keep the names of the readers that looked, and what is said where these help nobody."""
        super().__init__(what, where=where, remedy=remedy)
        self.tried = tried
        self.brief = f"{where}: {brief or what}; {remedy}."


class AmbiguousSourceError(UnreadableError):
    """More than one reader claims a scrape; `tried` names them."""


class ModelError(AnalyzerError):
    """A model's files are missing, damaged or of another format version."""


class DataError(AnalyzerError):
    """Examples or training data are not in the shape asked for."""


class StoreError(AnalyzerError):
    """The database cannot be opened, or holds another version than this program knows."""


class SettingsError(AnalyzerError):
    """A file of settings is missing, cannot be read, or says what cannot be."""


class RefusedError(StoreError):
    """A person asks for what none of his roles may do."""


class ExportError(AnalyzerError):
    """Rows cannot be written in the format or to the place asked for."""


class OptionalDependencyError(AnalyzerError):
    """An optional library is not installed; `extra` is the name to install it by."""

    def __init__(self, library: str, *, extra: str) -> None:
        """Name the library and the extra that brings it."""
        super().__init__(
            f"the library {library} is not installed",
            where="analyzer",
            remedy=f"install it with: pip install 'analyzer[{extra}]'",
        )
        self.extra = extra

"""The steps that bring a database to the tables this program works with."""

# The newest revision: a database that is at it is opened without loading Alembic (a test holds it to the scripts).
HEAD = "0005"
VERSION_TABLE = "analyzer_revision"

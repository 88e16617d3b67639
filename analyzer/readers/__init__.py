"""Readers: one file an engine or format, found and not listed."""

"""Keeping threads and scores: SQL lives here alone."""

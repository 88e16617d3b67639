"""Classifiers: text in, scores out; they know nothing of forums."""

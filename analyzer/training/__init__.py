"""Training and measuring classifiers."""

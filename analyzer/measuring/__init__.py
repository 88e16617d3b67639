"""Measuring the model in force on the verdicts of a team: how right it is, how calibrated, and how that changes."""

"""Parting quoted from own words and tracing quotes to their posts."""

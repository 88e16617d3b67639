"""Reads forum threads, parts quoted from own words, and scores the own words."""

"""Trains the second tier: one small encoder for all labels, with torch; scoring needs none of this."""

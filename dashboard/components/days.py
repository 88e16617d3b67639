"""The days that fields for days offer: Streamlit's own are ten years round today, and forums are older."""

from __future__ import annotations

from datetime import date

# The first network forums are of 1979 (Usenet).
FIRST, LAST = date(1979, 1, 1), date(2199, 12, 31)

"""Findings as text, one-liners and JSON: pure functions that return a string."""

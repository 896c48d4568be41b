"""Bytes that came from outside, read with care: tables as rows of text, and what their columns mean."""

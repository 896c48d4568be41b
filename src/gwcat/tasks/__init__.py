"""The use cases: what each command does, from sources to results, as a table of contents."""

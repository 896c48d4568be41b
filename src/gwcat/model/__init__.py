"""The shape and the meaning of catalogues; no input, no output."""

"""Two catalogues, or a catalogue and a list, held against each other: what is in one and in the other, typed."""

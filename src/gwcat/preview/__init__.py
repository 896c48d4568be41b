"""The live preview: watching sources, serving the form beside its findings on this machine alone."""

"""The static site: pages, search index, styles, from what a package publishes."""

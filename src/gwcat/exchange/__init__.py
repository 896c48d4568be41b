"""Fill-in workbooks for the units, and what comes back: read, matched, and made into edits of the source."""

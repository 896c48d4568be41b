"""The commands: options, one call, a reporter, an exit code."""

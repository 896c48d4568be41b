"""gwcat compiles catalogues of what a government body must publish (政务公开事项标准目录)."""

__version__ = "0.1.0"

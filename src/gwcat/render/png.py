"""SVG as PNG, through resvg where it is installed. The bytes depend on the machine's fonts."""

from __future__ import annotations

from gwcat.base.errors import GwcatError

_DPI = 200
_FONT = "Noto Serif CJK SC"  # where none of the typefaces that the picture names is installed


def png_from_svg(picture: str) -> bytes:
    """An SVG as PNG on white. Raises GwcatError if resvg is missing or cannot draw it."""
    try:
        import resvg_py
    except ImportError as error:
        hint = "请安装：pip install 'gwcat[png]'；或改用 --format svg。"
        raise GwcatError("生成 PNG 需要 resvg-py，本机没有安装。", hint=hint) from error
    try:
        return bytes(
            resvg_py.svg_to_bytes(svg_string=picture, dpi=_DPI, background="#ffffff", font_family=_FONT, serif_family=_FONT)
        )
    except (ValueError, RuntimeError) as error:
        raise GwcatError("没有画成 PNG。", hint="请改用 --format svg，再用浏览器打开另存。") from error

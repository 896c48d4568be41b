"""The time that files carry."""

from __future__ import annotations

import os
import time

from gwcat.base.errors import GwcatError
from gwcat.render.archive import EPOCH, Stamp


def stamp_from_environment() -> Stamp:
    """The time that files carry: SOURCE_DATE_EPOCH if set, else the earliest that a ZIP entry can have."""
    text = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not text:
        return EPOCH
    try:
        moment = time.gmtime(int(text))
    except (ValueError, OverflowError, OSError) as error:
        raise GwcatError(f"环境变量 SOURCE_DATE_EPOCH 应为整数秒，现在是“{text}”。", hint="请改正或取消这个环境变量。") from error
    return max(EPOCH, tuple(moment[:6]))  # type: ignore[return-value]

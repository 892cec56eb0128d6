"""The complaint model in machine code, from its own source; importing it loads the compiler."""

from typing import Any

from servsim.compiling import compiled_modules
from servsim.feedback import complaining
from servsim.feedback.compiled import MODULES

_compiled: Any = compiled_modules(*MODULES, complaining)
compiled_meet, compiled_after = _compiled.meet, _compiled.after

"""The screens, each a module with ``add(site)``, which registers its pages."""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType

from tocsin.web.pages import actor, document, incident, overview, place, standing

PAGES: Sequence[ModuleType] = (overview, incident, document, standing, actor, place)

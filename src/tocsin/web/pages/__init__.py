"""The screens, each a module with ``add(site)``, which registers its pages."""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType

from tocsin.web.pages import actor, claims, document, incident, overview, place, review, search, standing, surges

PAGES: Sequence[ModuleType] = (overview, incident, document, claims, standing, surges, actor, place, search, review)

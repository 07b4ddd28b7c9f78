"""What Dagster hands to every asset: the settings and the registry, read when a run asks for them.

Does not hold state; a run that starts after `sources/` changed sees the change.
"""

import dagster as dg

from pipelines.registry import Registry, load_registry
from pipelines.settings import SOURCES, Settings


class Workplace(dg.ConfigurableResource):  # type: ignore[type-arg]
    """Where the data lies and what was agreed."""

    def settings(self) -> Settings:
        """Settings from the environment of this process."""
        return Settings()

    def registry(self) -> Registry:
        """Everything under `sources/`."""
        return load_registry(SOURCES)

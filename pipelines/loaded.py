"""What a process needs that takes deliveries in: imported by the server from which workers are forked (see `workers`)."""

import dagster

import pipelines.definitions
import pipelines.stages.disclose.protect
from pipelines.stages import validate

__all__ = ["dagster", "pipelines"]

validate.load_great_expectations()

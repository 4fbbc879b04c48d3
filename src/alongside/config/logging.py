"""Logs as one JSON object a line: what happened and to which request, never to whom.

No body, query, name or address of a person is written: the address of a page is logged as
the name of its route, and messages from other libraries pass without their arguments' values
only where those libraries log none of ours.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog


def failure_without_words(
    logger: Any, method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Of a failure that came with a line: its type and where it happened.

    Its words may hold anything: a database repeats the values that it refuses."""
    given = event.pop("exc_info", None)
    if given is True:
        given = sys.exc_info()
    failure = given[1] if isinstance(given, tuple) else given
    if isinstance(failure, BaseException):
        event["failure"] = type(failure).__name__
        frames = traceback.extract_tb(failure.__traceback__)[-6:]
        event["where"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return event


def logging_settings(level: str) -> dict[str, Any]:
    """The dictConfig of a process. `level` is the lowest level that is written."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        failure_without_words,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": shared,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.JSONRenderer(),
                ],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # Django writes the address with its query when a page is missing or refused; our
            # own middleware writes the route's name instead.
            "django.request": {"level": "CRITICAL", "propagate": False, "handlers": []},
            "django.security": {"level": "CRITICAL", "propagate": False, "handlers": []},
            # At DEBUG it writes what a template was given.
            "django.template": {"level": "INFO"},
            "django.server": {"level": "CRITICAL", "propagate": False, "handlers": []},
        },
    }

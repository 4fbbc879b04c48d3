"""The service's settings with one empty view: the peer of `bench web`."""

from alongside.config.settings import *  # noqa: F403

ROOT_URLCONF = "alongside.config.urls_empty"

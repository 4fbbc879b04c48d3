"""The door of the directory."""

from alongside.domain.directory.content import Content, Meeting, Place

__all__ = ["Content", "Meeting", "Place"]

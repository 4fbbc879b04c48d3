"""The door of interop."""

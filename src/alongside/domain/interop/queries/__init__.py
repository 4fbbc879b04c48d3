"""Reads of interop: the feed, import runs, exports."""

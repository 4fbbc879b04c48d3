"""Alongside: software for peer support."""

__version__ = "0.1.0"

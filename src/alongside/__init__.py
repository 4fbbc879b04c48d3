"""Alongside: software for peer support."""

"""One invented county, built through the doors that people use. Everything in it is invented."""

from alongside.demo.build import build

__all__ = ["build"]

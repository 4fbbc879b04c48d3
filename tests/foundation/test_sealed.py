"""Secrets that the database keeps sealed."""

from __future__ import annotations

import pytest
from django.conf import LazySettings
from hypothesis import given
from hypothesis import strategies as st

from alongside.foundation.sealed import NotOpened, is_sealed, seal, unseal


@given(st.text())
def test_what_is_sealed_opens_again(text: str) -> None:
    kept = seal(text)

    assert unseal(kept) == text
    assert is_sealed(kept)
    assert not is_sealed(text)
    assert not is_sealed(f"sealed:{text}")
    assert len(text) < 4 or text not in kept


def test_same_text_is_sealed_differently_each_time() -> None:
    assert seal("JBSWY3DPEHPK3PXP") != seal("JBSWY3DPEHPK3PXP")


def test_old_key_opens_only_while_it_is_named(settings: LazySettings) -> None:
    kept = seal("JBSWY3DPEHPK3PXP")
    before, settings.SECRET_KEY = settings.SECRET_KEY, "another"

    with pytest.raises(NotOpened):
        unseal(kept)
    settings.SECRET_KEY_FALLBACKS = [before]
    assert unseal(kept) == "JBSWY3DPEHPK3PXP"


def test_what_was_kept_before_there_was_a_seal_still_reads() -> None:
    assert unseal("JBSWY3DPEHPK3PXP") == "JBSWY3DPEHPK3PXP"

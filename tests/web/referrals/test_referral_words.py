"""Words of pages for every state and answer."""

from __future__ import annotations

from alongside.domain.referrals import public as referrals
from alongside.web.referrals import words


def test_every_state_has_words() -> None:
    assert {state.value for state in referrals.ReferralState} <= set(words.STATES)
    assert set(referrals.Because) == set(words.BECAUSE)
    assert set(referrals.Outcome) == set(words.OUTCOMES)
    assert set(referrals.GRADES) == set(words.FITS)
    assert set(referrals.WANTS) == set(words.WANTS)
    assert set(referrals.MADE_BY) == set(words.MADE_BY)

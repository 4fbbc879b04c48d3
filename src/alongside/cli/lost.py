"""The nightly proof that nobody who asked or was referred is lost, told to the log."""

from __future__ import annotations

from datetime import date, datetime

_looked_on: list[date] = []


def tell_lost(at: datetime) -> int:
    """At the first call of a day in London, logs each fault of the reconciliation: ids alone.

    Returns how many; the same faults stand in `alongside check`."""
    import structlog

    from alongside.domain.referrals import public as referrals
    from alongside.domain.signposting import public as signposting
    from alongside.foundation.clock import london_date

    today = london_date(at)
    if _looked_on == [today]:
        return 0
    asked, referred = signposting.reconcile(at), referrals.reconcile(at)
    log = structlog.get_logger("alongside.worker")
    for fault in asked:
        log.error("asking_fault", what=fault.what, thing=fault.thing_type, id=fault.thing_id)
    for lost in referred:
        log.error("referral_fault", what=lost.what, thing=lost.thing_type, id=lost.thing_id)
    _looked_on[:] = [today]
    return len(asked) + len(referred)

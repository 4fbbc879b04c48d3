"""One that fails stops no other."""

from __future__ import annotations

from structlog.testing import capture_logs

from alongside.journeys.one_by_one import one_by_one


def test_the_others_are_done_and_the_log_names_nobody() -> None:
    done: list[int] = []

    def act(number: int) -> bool:
        if number == 2:
            raise ValueError("Ruth Adeyemi")
        done.append(number)
        return number != 3

    with capture_logs() as logs:
        assert one_by_one([1, 2, 3, 4], act, failed="not_done") == 2

    assert done == [1, 3, 4]
    assert logs == [{"event": "not_done", "failure": "ValueError", "log_level": "error"}]

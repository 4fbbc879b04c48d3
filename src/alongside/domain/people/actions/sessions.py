"""Sign-ins of an account, on every device."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.models import Session


def sign_out_everywhere(user_id: Any) -> None:
    """Ends every sign-in of the account: the next page that it asks for is a stranger's."""
    for session in Session.objects.iterator(500):
        if session.get_decoded().get("_auth_user_id") == str(user_id):
            session.delete()

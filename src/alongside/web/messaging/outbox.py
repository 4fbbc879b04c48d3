"""The outbox of a demo: each message as its person gets it, and answers as they would give them."""

from __future__ import annotations

from uuid import uuid4

from django.forms import UUIDField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from alongside.domain.messaging import public as messaging
from alongside.foundation import clock
from alongside.web.messaging import pages
from alongside.web.shared.asking import page_number
from alongside.web.shared.forms import CharField, Form

FILTERS = (messaging.Channel.TEXT, messaging.Channel.EMAIL, messaging.Channel.LETTER)
PROVIDER = "outbox"


class AnswerForm(Form):
    """What a person texts back. The same form sent twice is one text."""

    text = CharField(max_length=300)
    sender = CharField(max_length=40)
    key = UUIDField()
    message = UUIDField()


@method_decorator(never_cache, name="dispatch")
class Outbox(View):
    """Every message, the newest first. In a real service there is no such page."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page()

    def post(self, request: HttpRequest) -> HttpResponse:
        """An answer, as if from that telephone."""
        messaging.outbox(at=clock.now(), per_page=1)
        form = AnswerForm(request.POST)
        if not form.is_valid():
            return self.go("empty")
        said = form.cleaned_data
        messaging.reply(
            provider=PROVIDER,
            provider_id=f"{said['key']}/{said['message']}",
            sender=said["sender"],
            text=said["text"],
            at=clock.now(),
        )
        return self.go("answered")

    def go(self, done: str) -> HttpResponse:
        """Back to the list, which says what was done."""
        return HttpResponseRedirect(f"{reverse('messaging:outbox')}?done={done}")

    def page(self) -> HttpResponse:
        """The list. Raises NotFound outside a demo."""
        channel = self.request.GET.get("channel", "")
        channel = channel if channel in FILTERS else ""
        found = messaging.outbox(
            at=clock.now(), channel=channel, page=page_number(self.request), per_page=20
        )
        context = {
            "page": found,
            "address": f"?channel={channel}&page=%d" if channel else "?page=%d",
            "rows": [pages.sent(row) for row in found.rows],
            "channel": channel,
            "filters": [(each, pages.CHANNELS[each]) for each in FILTERS],
            "key": str(uuid4()),
            "done": pages.DONE.get(self.request.GET.get("done", ""), ""),
            "empty": self.request.GET.get("done") == "empty",
        }
        return render(self.request, "messaging/outbox.jinja", context)

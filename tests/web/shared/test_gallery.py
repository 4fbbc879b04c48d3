"""The gallery shows every kind of question, well and badly answered."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from alongside.web.shared import forms
from alongside.web.shared.gallery import WRONG, GalleryForm

pytestmark = pytest.mark.django_db


def test_gallery_shows_every_kind_of_field() -> None:
    shown = {type(field).__name__ for field in GalleryForm().fields.values()}

    assert shown == {name for name in forms.__all__ if name.endswith("Field")}


def test_gallery_stands() -> None:
    page = Client().get("/gallery/").content.decode()

    assert "<title>Components –" in page
    assert "There is a problem" not in page


def test_gallery_with_errors_names_them_on_top_and_in_the_title() -> None:
    page = Client().get("/gallery/?errors=1").content.decode()

    form = GalleryForm(WRONG)
    assert "<title>Error: Components –" in page
    for name in form.errors:
        assert page.count(str(form.errors[name][0]).replace("'", "&#39;")) >= 2


def test_every_link_of_the_summary_leads_to_a_control() -> None:
    page = Client().get("/gallery/?errors=1").content.decode()

    summary = page[page.index("nhsuk-error-summary") : page.index('<h1 class="nhsuk-heading-l"')]
    links = re.findall(r'href="#([^"]+)"', summary)
    controls = re.findall(r"<(?:input|select|textarea)[^>]*?id=\"([^\"]+)\"", page)
    assert len(links) == sum(len(errors) for errors in GalleryForm(WRONG).errors.values())
    assert set(links) <= set(controls)


def test_ids_are_unique() -> None:
    page = Client().get("/gallery/?errors=1").content.decode()

    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))

"""The nine addresses of Open Referral UK v3."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Path, Query
from ninja.errors import ValidationError

from alongside.api.oruk.params import PageQuery, ServiceAtLocationQuery, ServiceQuery
from alongside.api.oruk.schemas import (
    ApiDetails,
    Page,
    Problem,
    Service,
    ServiceAtLocation,
    Taxonomy,
    TaxonomyTerm,
)
from alongside.domain.interop import public as interop
from alongside.foundation.errors import Invalid, NotFound

VERSION = "HSDS-UK-3.0"
PROFILE = "https://docs.openreferraluk.org/en/latest/"

api = NinjaAPI(
    title="Open Referral UK v3",
    version="3.0",
    description="The public directory of peer support, for anybody to read.",
    urls_namespace="oruk",
    docs_url=None,
    openapi_extra={
        "info": {"license": {"name": "MIT", "url": "https://opensource.org/license/mit"}}
    },
)
_LIST_PROBLEMS: dict[int, Any] = {422: Problem, 429: Problem}
_ONE_PROBLEMS: dict[int, Any] = {404: Problem, **_LIST_PROBLEMS}


@api.exception_handler(NotFound)
def _not_found(request: HttpRequest, missing: NotFound) -> HttpResponse:
    return _problem(404, _("There is nothing with that identifier."))


@api.exception_handler(Invalid)
def _invalid(request: HttpRequest, refused: Invalid) -> HttpResponse:
    return _problem(422, _("A parameter cannot be used."), refused.faults)


@api.exception_handler(ValidationError)
def _unreadable(request: HttpRequest, refused: ValidationError) -> HttpResponse:
    faults = {str(fault["loc"][-1])[:60]: str(fault["msg"]) for fault in refused.errors}
    return _problem(422, _("A parameter cannot be used."), faults)


@api.get("/", response={200: ApiDetails, 429: Problem}, url_name="details")
def details(request: HttpRequest) -> HttpResponse:
    """What this interface is."""
    return _json(
        {
            "version": VERSION,
            "profile": PROFILE,
            "openapi_url": request.build_absolute_uri(reverse("oruk:openapi-json")),
            "disclaimer": interop.disclaimer(),
        }
    )


@api.get("/services", response={200: Page[Service], **_LIST_PROBLEMS}, url_name="services")
def services(request: HttpRequest, asked: Query[ServiceQuery]) -> HttpResponse:
    """A page of public groups and resources, by identifier. All filters must fit."""
    return _json(interop.services(asked.query(), page=asked.page, per_page=asked.per_page))


@api.get("/services/{id}", response={200: Service, **_ONE_PROBLEMS}, url_name="service")
def service(request: HttpRequest, id: Path[UUID]) -> HttpResponse:
    """One group or resource, with everything that is public of it."""
    return _json(interop.service(id))


@api.get(
    "/service_at_locations",
    response={200: Page[ServiceAtLocation], **_LIST_PROBLEMS},
    url_name="service_at_locations",
)
def service_at_locations(
    request: HttpRequest, asked: Query[ServiceAtLocationQuery]
) -> HttpResponse:
    """A page of places where groups meet; the nearest to a postcode first where one is given."""
    return _json(
        interop.service_at_locations(asked.query(), page=asked.page, per_page=asked.per_page)
    )


@api.get(
    "/service_at_locations/{id}",
    response={200: ServiceAtLocation, **_ONE_PROBLEMS},
    url_name="service_at_location",
)
def service_at_location(request: HttpRequest, id: Path[UUID]) -> HttpResponse:
    """One place where a group meets, with everything."""
    return _json(interop.service_at_location(id))


@api.get("/taxonomies", response={200: Page[Taxonomy], **_LIST_PROBLEMS}, url_name="taxonomies")
def taxonomies(request: HttpRequest, asked: Query[PageQuery]) -> HttpResponse:
    """A page of the kinds of terms."""
    return _json(interop.taxonomies(page=asked.page, per_page=asked.per_page))


@api.get("/taxonomies/{id}", response={200: Taxonomy, **_ONE_PROBLEMS}, url_name="taxonomy")
def taxonomy(request: HttpRequest, id: Path[UUID]) -> HttpResponse:
    """One kind of terms, with the terms."""
    return _json(interop.taxonomy(id))


@api.get(
    "/taxonomy_terms",
    response={200: Page[TaxonomyTerm], **_LIST_PROBLEMS},
    url_name="taxonomy_terms",
)
def taxonomy_terms(request: HttpRequest, asked: Query[PageQuery]) -> HttpResponse:
    """A page of terms."""
    return _json(interop.taxonomy_terms(page=asked.page, per_page=asked.per_page))


@api.get(
    "/taxonomy_terms/{id}",
    response={200: TaxonomyTerm, **_ONE_PROBLEMS},
    url_name="taxonomy_term",
)
def taxonomy_term(request: HttpRequest, id: Path[UUID]) -> HttpResponse:
    """One term."""
    return _json(interop.taxonomy_term(id))


def _json(found: dict[str, Any]) -> HttpResponse:
    written = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(written.encode(errors="replace"), content_type="application/json")


def _problem(status: int, detail: str, faults: dict[str, str] | None = None) -> HttpResponse:
    found: dict[str, Any] = {"detail": detail}
    if faults:
        found["faults"] = faults
    response = _json(found)
    response.status_code = status
    return response

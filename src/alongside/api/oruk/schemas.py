"""The shapes of the answers, for the OpenAPI document. Everything but an id may be absent."""

from __future__ import annotations

from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field

Item = TypeVar("Item")
Listed = dict[str, Any]


class _Open(Schema):
    """Open Referral allows more properties than it names."""

    model_config = ConfigDict(extra="allow")


class ApiDetails(_Open):
    """What this is and where its documents are."""

    version: str
    profile: str
    openapi_url: str
    disclaimer: str


class TaxonomyTerm(_Open):
    """A term of the catalogue."""

    id: UUID
    name: str
    description: str
    taxonomy: str
    taxonomy_id: UUID
    term: str


class Taxonomy(_Open):
    """A kind of terms; the single one holds its terms."""

    id: UUID
    name: str
    description: str


class Organization(_Open):
    """Who runs a service."""

    id: UUID
    name: str
    description: str


class Service(_Open):
    """A group, or a resource such as a helpline. Only the single one holds its lists."""

    id: UUID
    name: str
    status: Annotated[str, Field(pattern="^active$")]
    organization: Organization
    organization_id: UUID
    last_modified: str


class ServiceAtLocation(_Open):
    """A service at one of its locations."""

    id: UUID
    service_id: UUID
    location_id: UUID
    service: Service
    location: Listed


class Page(Schema, Generic[Item]):
    """A page of a list. `size` counts what is on this page."""

    total_items: Annotated[int, Field(ge=0)]
    total_pages: Annotated[int, Field(ge=0)]
    page_number: Annotated[int, Field(ge=1)]
    size: Annotated[int, Field(ge=0)]
    first_page: bool
    last_page: bool
    empty: bool
    contents: list[Item]


class Problem(Schema):
    """Why there is no answer."""

    detail: str
    faults: dict[str, str] = {}

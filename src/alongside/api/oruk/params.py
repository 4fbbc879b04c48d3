"""What may be asked of the lists: each parameter with its bounds, and how it is understood."""

from __future__ import annotations

import re
from datetime import time
from typing import Annotated, Any

from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import AfterValidator, BeforeValidator, Field

from alongside.domain.catalogue.public import coordinates_of
from alongside.domain.interop.public import FeedFilters, FeedQuery
from alongside.foundation.errors import Invalid

MOST_PAGES = 1_000_000
MOST_PER_PAGE = 500
DEFAULT_PER_PAGE = 50
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_CLOCK = r"^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?Z?$"


def _day(given: Any) -> Any:
    """MO, Mon and Monday are the same day."""
    word = given.strip().lower() if isinstance(given, str) else ""
    for code, name in zip(_DAYS, _NAMES, strict=True):
        if word in {name[:2], name[:3], name}:
            return code
    return given


def _time(text: str) -> str:
    return text.removesuffix("Z")[:5]


Text = Annotated[str, Field(max_length=200)]
Age = Annotated[float, Field(ge=0, le=200, allow_inf_nan=False)]
Clock = Annotated[str, Field(pattern=_CLOCK), AfterValidator(_time)]
Day = Annotated[str, BeforeValidator(_day), Field(pattern="^(MO|TU|WE|TH|FR|SA|SU)$")]


class PageQuery(Schema):
    """Which page of a list."""

    page: Annotated[int, Field(ge=1, le=MOST_PAGES, description="Number of the page, from 1.")] = 1
    per_page: Annotated[
        int, Field(ge=1, le=MOST_PER_PAGE, description="How many a page holds.")
    ] = DEFAULT_PER_PAGE


class ServiceQuery(PageQuery):
    """Filters of services. Each that is given narrows the answer by itself."""

    search: Annotated[Text, Field(description="Words that all occur.")] = ""
    taxonomy_term_id: Annotated[Text, Field(description="Identifier of a term it carries.")] = ""
    taxonomy_id: Annotated[Text, Field(description="It carries any term of this taxonomy.")] = ""
    minimum_age: Annotated[
        Age | None, Field(description="It states a minimum age of at least this.")
    ] = None
    maximum_age: Annotated[
        Age | None, Field(description="It states a maximum age of this or less.")
    ] = None
    start_time: Annotated[
        Clock | None, Field(description="A schedule opens at this time or later, such as 18:00.")
    ] = None
    end_time: Annotated[
        Clock | None, Field(description="A schedule closes at this time or earlier.")
    ] = None
    day: Annotated[Day | None, Field(description="A schedule is on this day: MO to SU.")] = None

    def query(self) -> FeedQuery:
        """The same as the feed understands it."""
        return FeedQuery(
            filters=FeedFilters(**self._filters()),
            taxonomy_id=self.taxonomy_id,
            taxonomy_term_id=self.taxonomy_term_id,
        )

    def _filters(self) -> dict[str, Any]:
        return {
            "search": self.search,
            "min_age": self.minimum_age,
            "max_age": self.maximum_age,
            "day": self.day or "",
            "starts": time.fromisoformat(self.start_time) if self.start_time else None,
            "ends": time.fromisoformat(self.end_time) if self.end_time else None,
        }


class ServiceAtLocationQuery(ServiceQuery):
    """The same, and near where."""

    postcode: Annotated[
        str, Field(max_length=10, description="Nearest to this postcode or outward code first.")
    ] = ""
    proximity: Annotated[
        float | None,
        Field(
            gt=0,
            le=2_000_000,
            allow_inf_nan=False,
            description="Only within so many metres of the postcode, which must be given.",
        ),
    ] = None

    def _filters(self) -> dict[str, Any]:
        """Raises Invalid for a postcode that nobody knows."""
        filters = super()._filters()
        if not self.postcode.strip():
            if self.proximity is not None:
                raise Invalid({"proximity": _("Say near which postcode.")})
            return filters
        plain = re.sub(r"[^A-Za-z0-9]", "", self.postcode)
        where = coordinates_of(plain)
        if where is None:
            raise Invalid({"postcode": _("We do not know this postcode.")})
        return filters | {"near": where, "within_metres": self.proximity}

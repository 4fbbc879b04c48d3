"""Tables of the catalogue."""

from alongside.domain.catalogue.models.entry import Entry
from alongside.domain.catalogue.models.postcode import Postcode

__all__ = ["Entry", "Postcode"]

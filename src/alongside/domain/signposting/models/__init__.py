"""Tables of signposting."""

from alongside.domain.signposting.models.place import Places
from alongside.domain.signposting.models.posters import PosterCount
from alongside.domain.signposting.models.request import Offer, Request
from alongside.domain.signposting.models.said import Said
from alongside.domain.signposting.models.unmet import ToldOf, UnmetNeed

__all__ = ["Offer", "Places", "PosterCount", "Request", "Said", "ToldOf", "UnmetNeed"]

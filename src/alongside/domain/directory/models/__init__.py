"""Tables of the directory, one noun a file."""

from alongside.domain.directory.models.listing import Editor, Listing, Revision
from alongside.domain.directory.models.place import ListedPlace, ListedTerm, ListedTime
from alongside.domain.directory.models.principle import PrincipleAnswer, SignUp
from alongside.domain.directory.models.running import RunningCheck
from alongside.domain.directory.models.version import Version

__all__ = [
    "Editor",
    "ListedPlace",
    "ListedTerm",
    "ListedTime",
    "Listing",
    "PrincipleAnswer",
    "Revision",
    "RunningCheck",
    "SignUp",
    "Version",
]

from .article import Article
from .bulletin import Bulletin, StandingSection
from .country import Country
from .illustration import Illustration
from .issue import Issue, Section
from .keyword import ArticleKeyword, FormerKeyword, Keyword, KeywordPair
from .picture import Picture
from .record import Record
from .review import Remark, Review
from .revision import Revision, Version
from .saved_filter import SavedFilter
from .user import User
from .working_copy import Presence, WorkingCopy

__all__ = [
    "Article",
    "ArticleKeyword",
    "Bulletin",
    "Country",
    "FormerKeyword",
    "Illustration",
    "Issue",
    "Keyword",
    "KeywordPair",
    "Picture",
    "Presence",
    "Record",
    "Remark",
    "Review",
    "Revision",
    "SavedFilter",
    "Section",
    "StandingSection",
    "User",
    "Version",
    "WorkingCopy",
]

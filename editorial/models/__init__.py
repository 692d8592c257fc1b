from .article import Article
from .bulletin import Bulletin, StandingSection
from .country import Country
from .illustration import Illustration
from .invitation import Invitation
from .issue import Issue, Section
from .keyword import ArticleKeyword, FormerKeyword, Keyword, KeywordPair
from .letter import Letter
from .notification import Notification
from .pasted_block import PastedBlock
from .picture import Picture
from .record import Record
from .review import Remark, Review
from .revision import Revision, Version
from .saved_filter import SavedFilter
from .search_text import SearchText
from .sight import Sight
from .user import User
from .working_copy import Presence, WorkingCopy

__all__ = [
    "Article",
    "ArticleKeyword",
    "Bulletin",
    "Country",
    "FormerKeyword",
    "Illustration",
    "Invitation",
    "Issue",
    "Keyword",
    "KeywordPair",
    "Letter",
    "Notification",
    "PastedBlock",
    "Picture",
    "Presence",
    "Record",
    "Remark",
    "Review",
    "Revision",
    "SavedFilter",
    "SearchText",
    "Section",
    "Sight",
    "StandingSection",
    "User",
    "Version",
    "WorkingCopy",
]

from .article import Article
from .bulletin import Bulletin, StandingSection
from .illustration import Illustration
from .issue import Issue, Section
from .keyword import ArticleKeyword, Keyword
from .record import Record
from .review import Remark, Review
from .revision import Revision
from .user import User

__all__ = [
    "Article",
    "ArticleKeyword",
    "Bulletin",
    "Illustration",
    "Issue",
    "Keyword",
    "Record",
    "Remark",
    "Review",
    "Revision",
    "Section",
    "StandingSection",
    "User",
]

"""The one door between the newsroom and the mill."""

from django.dispatch import Signal

# Sent inside the transaction of the move, with issue=, by= and note=: a receiver that fails undoes the move.
issue_publishing = Signal()

# Sent inside the transaction of a merger, before the merged keywords go, with merged= (their ids), into= and by=.
keywords_merging = Signal()

# Sent before a keyword that no article carries is removed, with keyword=: a receiver answers why it has to stay.
keyword_removing = Signal()

"""The one door between the newsroom and the mill."""

from django.dispatch import Signal

# Sent inside the transaction of the move, with issue=, by= and note=: a receiver that fails undoes the move.
issue_publishing = Signal()

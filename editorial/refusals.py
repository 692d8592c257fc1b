"""What refuses says why, in the reader's language."""


class NotPossible(Exception):
    """The move cannot be made from here; the message is fit to show."""

    def __init__(self, *reasons):
        super().__init__(*reasons)
        self.reasons = list(reasons)

    def __str__(self):
        return " ".join(map(str, self.reasons))

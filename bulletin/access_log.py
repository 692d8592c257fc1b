"""What the web server notes of each request."""

from gunicorn.glogging import Logger

from .secrets_in_logs import masked


class AccessLog(Logger):
    def atoms(self, *args):
        return {name: masked(atom) if isinstance(atom, str) else atom for name, atom in super().atoms(*args).items()}

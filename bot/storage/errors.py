"""What can be wrong with a database."""


class DatabaseError(Exception):
    """The database cannot be used. The message says which, why, and what to do."""


class DatabaseInUse(DatabaseError):  # noqa: N818 - it says how things are
    """Another process of this machine has the embedded database open."""


class DatabaseUnavailable(Exception):  # noqa: N818 - it is a state of the world, told to people, more than an error
    """The database did not answer just now. What was in hand is not lost: it has not been acknowledged."""


class DatabaseBusy(DatabaseUnavailable):
    """Two transactions were in each other's way, and this one gave in: it can be tried again at once."""


class LeaseLost(DatabaseUnavailable):
    """The other processes have given this one up, and do its work: it has to begin anew."""

    def __init__(self) -> None:
        super().__init__("this process was silent for too long; others do its work now")

"""What a person types, as an FTS5 query: peewee's translation."""

# pyright: reportMissingTypeStubs=false
# (peewee has no types)

from playhouse.sqlite_ext import FTS5Model, SearchField


class Words(FTS5Model):
    """Knows the columns, so that peewee can turn what a person types into a valid FTS5 query."""

    title = SearchField()
    text = SearchField()

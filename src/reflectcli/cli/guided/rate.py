"""`reflect rate` guided: all skills on one page, Enter saves."""

from collections.abc import Callable, Mapping
from functools import cache

from reflectcli.cli.guided.frame import Frame
from reflectcli.cli.guided.ratings import RatingPage
from reflectcli.cli.session import Session
from reflectcli.domain.fields import Rated


def guide(
    session: Session,
    levels: dict[str, Rated],
    last: Callable[[], Mapping[str, int]],
    changed: Callable[[], None],
) -> None:
    """Fill the levels on the whole screen, until Enter.

    Raises:
        KeyboardInterrupt: Ctrl-C, or the terminal is gone.
    """
    page = RatingPage(
        session.config.rubric.active, levels, cache(last), changed, lambda: frame.finish("save")
    )
    frame = Frame(session.world, "Your skills", [page])
    frame.run()

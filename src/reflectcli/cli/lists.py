"""What an option holds that may be repeated, or may hold several words."""


def words(values: list[str] | None) -> tuple[str, ...]:
    """The words of an option that may be repeated and may hold several, parted by commas."""
    parts = (part.strip() for value in values or () for part in value.split(","))
    return tuple(dict.fromkeys(part for part in parts if part))


def tags(values: list[str] | None) -> tuple[str, ...]:
    """Tags, with or without the # before them."""
    return tuple(word.removeprefix("#") for word in words(values) if word != "#")


def texts(values: list[str] | None) -> tuple[str, ...]:
    """The texts of an option that may be repeated, as they were given."""
    return tuple(value for value in values or () if value)

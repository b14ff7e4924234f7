"""The sample journal of `reflect demo`: a story as data (`story/`), and the code that dates it."""

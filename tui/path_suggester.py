"""The rest of a path in grey while it is typed; Right takes it. What Tab does is the prompt's."""

from __future__ import annotations

from textual.suggester import Suggester

from tui.folder_reader import FolderReader
from tui.unfinished_path import unfinished_path


class PathSuggester(Suggester):
    """Suggests the first of the names that begin as the one being typed."""

    def __init__(self, folders: FolderReader) -> None:
        super().__init__(use_cache=False, case_sensitive=True)  # folders change
        self._folders = folders

    async def get_suggestion(self, value: str) -> str | None:
        """The whole text with the name in it, None when it is no path's."""
        path = unfinished_path(value)
        if path is None or not path.part:
            return None
        names = await self._folders.names(path.folder, path.part)
        if names is None or not names.first:
            return None
        name = names.first[0]
        text = path.text_with(name, is_whole=not name.endswith("/"))
        return text if text.startswith(value) else None

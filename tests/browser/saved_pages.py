"""Pages kept as files for the HTML checker: as they were served, and as the scripts have made them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import Error, Page, Response


class SavedPages:
    def __init__(self, folder: Path):
        self.folder = folder

    @contextmanager
    def served_to(self, page: Page) -> Iterator[list[Response]]:
        """While this lasts, the page's documents as the server sends them."""
        served: list[Response] = []

        def hear(response: Response) -> None:
            if response.request.is_navigation_request() and response.status not in range(300, 400):
                served.append(response)

        page.on("response", hear)
        yield served
        page.remove_listener("response", hear)

    def keep(self, name: str, page: Page, served: list[Response]) -> None:
        name = re.sub(r"\W+", "-", name)
        (self.folder / f"{name}.shown.html").write_text(page.content(), encoding="utf-8")
        if served:
            with suppress(Error):  # a browser may have let go of a page that it has left
                (self.folder / f"{name}.served.html").write_bytes(served[-1].body())

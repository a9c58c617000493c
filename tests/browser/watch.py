"""What a browser says in its console, and what it asks for elsewhere than from the app."""

from playwright.sync_api import BrowserContext

EXPECTED = (
    "Failed to load resource:",
    "Clear-Site-Data header on",
    "htmx:",
    "[DOM] Password forms should have (optionally hidden) username fields",
)
NOTHING_ELSEWHERE = ("data:", "blob:", "about:", "tel:")


class Watch:
    def __init__(self, context: BrowserContext, home: str):
        self.said: list[str] = []
        self.elsewhere: list[str] = []
        context.on("console", lambda message: self._hear(message.text))
        context.on("weberror", lambda error: self.said.append(str(error.error)))
        context.on("request", lambda request: self._see(request.url, home))

    def _hear(self, text: str) -> None:
        # Chromium's lines for an answer that is not 2xx and for one that empties what it kept, and htmx's for
        # none at all: tests bring those about. And its advice on the stock admin's form for a new password.
        if not text.startswith(EXPECTED):
            self.said.append(text)

    def _see(self, url: str, home: str) -> None:
        if not url.startswith((home, *NOTHING_ELSEWHERE)):
            self.elsewhere.append(url)

"""Textual's driver for a reader in a page, which ends when nobody serves it any more."""

from __future__ import annotations

from textual import events, messages
from textual.drivers.web_driver import WebDriver


class PageDriver(WebDriver):
    """Keys come from the server, and paint goes to it, through two pipes."""

    def start_application_mode(self) -> None:
        """Begin with the keys: the page says when it loses them, and not that it has them."""
        super().start_application_mode()
        self._app.call_later(self._app.post_message, events.AppFocus())

    def run_input_thread(self) -> None:
        """Take keys until the reader leaves, or the server is gone without a word."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._app.post_message(messages.ExitApp())

"""The floor: the smallest Textual program that shows something."""

from textual.app import App, ComposeResult
from textual.widgets import Static

TEXT = "Hello, World!"


class Hello(App[None]):
    """One Static, nothing else."""

    def compose(self) -> ComposeResult:
        """Show the text."""
        yield Static(TEXT)


if __name__ == "__main__":
    Hello().run()

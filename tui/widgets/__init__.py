"""The panes and bars of the screens."""

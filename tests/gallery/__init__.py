"""Every kind of message the bot sends, drawn on one page: `python -m tests.gallery PAGE.html`."""

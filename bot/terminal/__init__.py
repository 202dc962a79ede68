"""The face in a terminal: the command line, the chat, and what they print."""

"""From the links, files and texts that people give in Discord to articles."""

"""Where the bot's messages appear, how often they change, and who is told what."""

"""The bot as a client of Discord: going online, its commands, going offline."""

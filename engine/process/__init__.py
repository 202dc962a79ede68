"""The models in a process of their own, so that native code can neither stop nor end the bot."""

"""What people can do in Discord, one kind of thing a module."""

"""What the messages and windows of people say."""

"""From values to the messages people see; pure, and never over one of Discord's limits."""

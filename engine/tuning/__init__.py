"""How fast a generation model computes on this machine, and how it computes fastest."""

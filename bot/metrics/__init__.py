"""What the bot tells who watches over it: metrics for Prometheus, and whether it is well."""

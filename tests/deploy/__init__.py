"""What is in deploy/, as far as it can be tested without systemd, Docker and Grafana running."""

"""`attune dashboards`: what Grafana shows of the series, as files, and how they are pushed."""

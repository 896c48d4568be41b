"""Flow charts: lanes, ranks and routes; a flow becomes drawings that fit on A4 pages."""

"""What every request and every answer goes through, whichever page it is for. It knows no page."""

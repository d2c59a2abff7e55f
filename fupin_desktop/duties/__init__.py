"""Who is responsible for whom (干部、责任分工)."""

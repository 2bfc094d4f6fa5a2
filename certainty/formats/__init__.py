"""What annotations look like outside Python, and how texts come in."""

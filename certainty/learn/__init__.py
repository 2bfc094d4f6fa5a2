"""What trains, measures and evaluates: apart from the core, and never imported by it."""

"""What the writers count in an assessment before they write it down."""

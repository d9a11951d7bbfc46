"""What of the risk map may be published without exposing anyone: contributions bounded, noise added, the budget of privacy kept."""

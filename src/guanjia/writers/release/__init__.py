"""The release folder, which stands alone, and the ledger of what releases have cost."""

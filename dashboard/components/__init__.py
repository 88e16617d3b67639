"""What the pages show posts, labels and charts with."""

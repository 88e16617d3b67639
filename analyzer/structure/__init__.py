"""The structure of a page: what repeats on it, where its posts and their words, names and dates stand."""
